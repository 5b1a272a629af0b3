import type { KnownBlock } from '@slack/types';
import type { AccessRequest } from '../../domain/access-request.ts';
import { requestMessage } from '../messages/access-request-message.ts';
import { context, section } from '../messages/block-kit.ts';

const REQUESTS_SHOWN = 5;

/** "Requests that wait", for managers: each as it stands in their direct messages, with the buttons that answer it. */
export function waitingBlocks(requests: readonly AccessRequest[]): readonly KnownBlock[] {
  if (requests.length === 0) return [section('*Requests that wait*\nNobody waits for an answer.')];
  const left = requests.length - REQUESTS_SHOWN;
  return [
    section('*Requests that wait*'),
    ...requests.slice(0, REQUESTS_SHOWN).flatMap((request) => requestMessage(request).blocks as KnownBlock[]),
    ...(left > 0 ? [context(`And ${left} more: they stand in your direct messages.`)] : []),
  ];
}
