import { fold } from '../domain/plain-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory, UserGroup } from '../ports/directory.ts';

/** Slack lets the list be read some 20 times a minute (Tier 2), and a menu asks with every letter that is typed. */
const GOOD_FOR_MS = 60_000;

interface Reading {
  /** Our clock. */
  readonly begunAt: number;
  readonly groups: Promise<readonly UserGroup[]>;
}

/** The user groups to choose from, as Slack named them a minute ago at most. */
export class GroupList {
  readonly #directory: Directory;
  readonly #clock: Clock;
  /** One question for however many ask meanwhile. */
  #reading: Reading | undefined;

  constructor({ directory, clock }: { directory: Directory; clock: Clock }) {
    this.#directory = directory;
    this.#clock = clock;
  }

  /**
   * Those with every one of these words in their name or handle, by name; all without words.
   * @throws {GroupUnreadable}
   */
  async search(words: string, limit: number): Promise<readonly UserGroup[]> {
    const wanted = fold(words).split(' ');
    const groups = (await this.#groups()).filter(({ name, handle }) => {
      const said = fold(`${name} ${handle}`);
      return wanted.every((word) => said.includes(word));
    });
    return groups.slice(0, limit);
  }

  #groups(): Promise<readonly UserGroup[]> {
    const now = this.#clock.now();
    if (this.#reading === undefined || now - this.#reading.begunAt >= GOOD_FOR_MS) this.#reading = this.#read(now);
    return this.#reading.groups;
  }

  #read(begunAt: number): Reading {
    const groups = this.#directory
      .listGroups()
      .then((listed) => [...listed].sort((a, b) => (a.name < b.name ? -1 : 1)));
    const reading = { begunAt, groups };
    // What could not be read is asked for again by the next.
    groups.catch(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    return reading;
  }
}
