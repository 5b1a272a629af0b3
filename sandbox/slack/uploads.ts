import { newId, newSecret } from './ids.ts';
import { Refused } from './refused.ts';

export interface Upload {
  readonly id: string;
  readonly name: string;
  /** In bytes, as the app announced it. */
  readonly length: number;
  /** Undefined until the bytes have come. */
  bytes: Buffer | undefined;
}

export interface Uploads {
  /** A file that the app means to send, and the one address that takes it. */
  announce(name: string, length: number): { readonly upload: Upload; readonly url: string };
  receive(path: string, bytes: Buffer): Upload;
  /** The file is then complete, and this upload over. */
  take(id: string): Upload;
}

/**
 * docs.slack.dev/messaging/working-with-files#uploading_files: announce, send, complete. How Slack words what is wrong
 * with the bytes is not documented ([I]).
 */
export function createUploads(base: () => string): Uploads {
  const waiting = new Map<string, Upload>();
  return {
    announce(name, length) {
      const path = `/upload/v1/${newSecret(18)}`;
      const upload = { id: newId('F'), name, length, bytes: undefined };
      waiting.set(path, upload);
      return { upload, url: base() + path };
    },
    receive(path, bytes) {
      const upload = waiting.get(path);
      if (upload === undefined) throw new Refused('no_such_upload');
      if (bytes.length !== upload.length) throw new Refused('wrong_length');
      upload.bytes = bytes;
      return upload;
    },
    take(id) {
      const [path, upload] = [...waiting].find(([, one]) => one.id === id && one.bytes !== undefined) ?? [];
      if (path === undefined || upload === undefined) throw new Refused('file_not_found');
      waiting.delete(path);
      return upload;
    },
  };
}
