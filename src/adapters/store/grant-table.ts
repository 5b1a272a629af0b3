import type { Grant, Person } from '../../domain/access.ts';
import { Pages } from './pages.ts';

const NONE: readonly Grant[] = [];

/** Grants by id and by person. Lists that were handed out never change: each change makes a new one. */
export class GrantTable {
  readonly #grants: Pages<Grant>;
  readonly #byPerson: Map<string, readonly Grant[]>;

  constructor(pages: Iterable<readonly Grant[]>) {
    this.#grants = new Pages(pages);
    const lists = new Map<string, Grant[]>();
    for (const grant of this.#grants.list()) {
      const list = lists.get(personKey(grant.subject));
      if (list === undefined) lists.set(personKey(grant.subject), [grant]);
      else list.push(grant);
    }
    this.#byPerson = lists;
  }

  of(person: Person): readonly Grant[] {
    return this.#byPerson.get(personKey(person)) ?? NONE;
  }

  all(): readonly Grant[] {
    return this.#grants.list();
  }

  pages(): readonly (readonly Grant[])[] {
    return [...this.#grants];
  }

  /** Takes away a grant with the same id. */
  put(grant: Grant): void {
    this.remove(grant.id);
    this.#grants.put(grant);
    this.#byPerson.set(personKey(grant.subject), [...this.of(grant.subject), grant]);
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    const grant = this.#grants.get(id);
    if (grant === undefined) return false;
    this.#grants.remove(id);
    const rest = this.of(grant.subject).filter((other) => other.id !== id);
    if (rest.length > 0) this.#byPerson.set(personKey(grant.subject), rest);
    else this.#byPerson.delete(personKey(grant.subject));
    return true;
  }
}

/** Slack's ids are letters and digits, so `/` keeps them apart. */
function personKey({ teamId, userId }: Person): string {
  return `${teamId}/${userId}`;
}
