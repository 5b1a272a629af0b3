import type { Caller } from '../guard.ts';
import { historyMessage } from '../messages/history-message.ts';
import type { Parts } from '../parts.ts';

/** `/c1-sync history [words]`: what was asked for and how it ended, of connectors somebody may see, for them alone. */
export async function history(
  { runHistory, clock, tellPerson }: Parts,
  { person, place }: Caller,
  words: string,
): Promise<void> {
  const runs = await runHistory(person, words);
  await tellPerson(place, historyMessage(runs, words, clock.now()));
}
