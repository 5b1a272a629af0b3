import type { SeenFile } from '../slack/observed.ts';
import { Icon } from './icons.tsx';

/** The files of a message; a click saves one. */
export function Files({ files }: { files: readonly SeenFile[] }) {
  return (
    <ul class="files">
      {files.map(({ id, name, title, size, content }) => (
        <li key={id}>
          <a class="file" href={`data:text/plain;charset=utf-8,${encodeURIComponent(content)}`} download={name}>
            <Icon name="file" />
            <span>
              <b>{title}</b>
              <small>
                {name}, {sizeInWords(size)}
              </small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function sizeInWords(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`;
}
