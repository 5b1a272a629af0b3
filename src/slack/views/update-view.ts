import type { ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Parts } from '../parts.ts';

/** The person closed the modal, or it has changed since: nothing to tell anybody (slack-platform 3.7). */
const GONE = new Set(['not_found', 'view_not_found', 'hash_conflict']);

/** Updates an open modal, if it still is. */
export async function updateView(
  { slack }: Pick<Parts, 'slack'>,
  update: { view_id: string; hash?: string; view: ModalView },
): Promise<void> {
  try {
    await slack.views.update(update);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || !GONE.has(error.data.error)) throw error;
  }
}
