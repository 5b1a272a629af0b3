import type { Caller } from '../guard.ts';
import { MOST_ROWS } from '../messages/data-table.ts';
import { statusMessage } from '../messages/status-message.ts';
import type { Parts } from '../parts.ts';

/** `/c1-sync status [words]`: what the connectors do that somebody may see, for them alone. */
export async function status(
  { connectorsNow, tellPerson }: Parts,
  { person, place }: Caller,
  words: string,
): Promise<void> {
  const report = await connectorsNow(person, words, MOST_ROWS);
  await tellPerson(place, statusMessage(report, words));
}
