import { isObject, type Json, type JsonObject } from '../json.ts';
import { LONGEST_TEXT, notePings, readContent } from '../message-content.ts';
import type { SeenFile } from '../observed.ts';
import { Refused, refusedBecause } from '../refused.ts';
import type { World } from '../world.ts';
import { channelFor, required } from './arguments.ts';
import type { Method } from './method.ts';
import { readThread } from './post-message.ts';

/** Both are tier 4. docs.slack.dev/messaging/working-with-files#uploading_files */
const files = { token: 'bot', scopes: ['files:write'], perMinute: 100 } as const;

/** docs.slack.dev/reference/methods/files.getUploadURLExternal */
export const filesGetUploadURLExternal: Method = {
  ...files,
  run(world, args) {
    const name = required(args, 'filename');
    const length = Number(required(args, 'length'));
    if (!Number.isInteger(length) || length <= 0) {
      throw refusedBecause('invalid_arguments', ['[ERROR] must be more than 0 [json-pointer:/length]']);
    }
    const { upload, url } = world.uploads.announce(name, length);
    return { upload_url: url, file_id: upload.id };
  },
};

/**
 * docs.slack.dev/reference/methods/files.completeUploadExternal: shares the files in a message; without a channel they
 * stay private. Unlike chat.postMessage the bot has to be in the channel.
 */
export const filesCompleteUploadExternal: Method = {
  ...files,
  run(world, args) {
    const given = readFiles(args.files);
    const channel = args.channel_id ? channelFor(world, String(args.channel_id)) : undefined;
    if (channel?.archived) throw new Refused('is_archived');
    if (channel?.kind === 'im' && !world.workspace.messagesTab) throw new Refused('messages_tab_disabled');
    if (channel && !channel.members.has(world.workspace.botUserId)) throw new Refused('not_in_channel');
    const shared = given.map(({ id, title }) => seenFile(world, id, title));
    const answer = { files: shared.map(({ id, title }) => ({ id, title })) };
    if (!channel) return answer;
    const text = String(args.initial_comment ?? '');
    const content = text === '' ? { text, blocks: [] } : readContent({ text }, LONGEST_TEXT);
    const threadTs = readThread(world, channel, args);
    notePings(world, 'files.completeUploadExternal', { text }, channel.id);
    world.messages.post({
      ...content,
      channel: channel.id,
      user: world.workspace.botUserId,
      source: 'files.completeUploadExternal',
      files: shared,
      ...(threadTs ? { threadTs } : {}),
    });
    return answer;
  },
};

function readFiles(given: Json | undefined): { id: string; title: string | undefined }[] {
  const listed = Array.isArray(given) && given.length > 0 && given.every((file) => isObject(file) && file.id);
  if (!listed) throw refusedBecause('invalid_arguments', ['[ERROR] missing required field: files']);
  return (given as JsonObject[]).map(({ id, title }) => ({ id: `${id}`, title: title ? `${title}` : undefined }));
}

function seenFile(world: World, id: string, title: string | undefined): SeenFile {
  const { name, bytes = Buffer.of() } = world.uploads.take(id);
  return { id, name, title: title ?? name, size: bytes.length, content: bytes.toString('utf8') };
}
