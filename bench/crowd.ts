import type { Contestant } from './contestant.ts';

/** People at once, each in a channel of their own. */
export const AT_ONCE = 64;

/** So many flows by all of them, or by so many people. */
export async function crowd({ person, nextConnector }: Contestant, flows: number, people = AT_ONCE): Promise<void> {
  let left = flows;
  const one = async (channel: string): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await person.flow(nextConnector(), channel);
    }
  };
  await Promise.all(Array.from({ length: Math.min(people, flows) }, (_, n) => one(`C0CROWD${n}`)));
}

export interface Load {
  readonly flowsASecond: number;
  readonly cpuMsAFlow: number;
}

/** The same, measured. What is followed is not waited for. */
export async function loaded(contestant: Contestant, flows: number): Promise<Load> {
  const before = await contestant.cpuMs();
  const begun = performance.now();
  await crowd(contestant, flows);
  const seconds = (performance.now() - begun) / 1000;
  return { flowsASecond: flows / seconds, cpuMsAFlow: ((await contestant.cpuMs()) - before) / flows };
}
