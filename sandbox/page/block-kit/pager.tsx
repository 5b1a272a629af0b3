import { Icon } from '../icons.tsx';

interface Props {
  readonly at: number;
  readonly pages: number;
  readonly found: number;
  readonly onGo: (page: number) => void;
}

export function Pager({ at, pages, found, onGo }: Props) {
  return (
    <div class="pager">
      <button
        type="button"
        class="button icon-only"
        aria-label="Previous page"
        disabled={at === 0}
        onClick={() => onGo(at - 1)}
      >
        <Icon name="back" size={16} />
      </button>
      <output>
        Page {at + 1} of {pages} · {found} {found === 1 ? 'row' : 'rows'}
      </output>
      <button
        type="button"
        class="button icon-only"
        aria-label="Next page"
        disabled={at >= pages - 1}
        onClick={() => onGo(at + 1)}
      >
        <Icon name="chevron" size={16} />
      </button>
    </div>
  );
}
