import type { WebClient } from '@slack/web-api';
import type { Delivery } from './delivery.ts';
import type { SlackTransport } from './transport.ts';

export interface TextFile {
  /** With its extension, from which Slack knows what it is. */
  readonly name: string;
  readonly title: string;
  /** What the message above it says; mrkdwn. */
  readonly comment: string;
  readonly content: string;
}

/**
 * Puts a file into one person's direct messages. Needs the scope files:write.
 *
 * @throws {WebAPIPlatformError} Slack refuses it, such as `missing_scope`.
 * @throws {Error} it could not be sent; WebAPIRateLimitedError and others of Slack's client among them.
 */
export type SendFile = (userId: string, file: TextFile) => Promise<void>;

const UPLOAD_TIMEOUT_MS = 10_000;

/**
 * The three calls of docs.slack.dev/messaging/working-with-files#uploading_files. Slack's own `files.uploadV2` makes
 * them too, but sends the bytes as a form with one part where Slack's documentation has the bare bytes.
 */
export function createSendFile({
  delivery,
  client,
  transport,
}: {
  delivery: Delivery;
  client: WebClient;
  transport: Pick<SlackTransport, 'fetchWithin'>;
}): SendFile {
  const fetch = transport.fetchWithin(UPLOAD_TIMEOUT_MS);

  const upload = async (url: string, content: string): Promise<void> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: content,
      redirect: 'error',
    });
    await response.text();
    // The address is a secret: it stays out of the error.
    if (!response.ok) throw new Error(`the upload of a file was refused (${response.status})`);
  };

  return async (userId, { name, title, comment, content }) => {
    const channel = await delivery.directChannel(userId);
    const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
      filename: name,
      length: Buffer.byteLength(content, 'utf8'),
    });
    if (url === undefined || id === undefined) throw new Error('files.getUploadURLExternal named no address');
    await upload(url, content);
    await client.files.completeUploadExternal({
      files: [{ id, title }],
      channel_id: channel,
      initial_comment: comment,
    });
  };
}
