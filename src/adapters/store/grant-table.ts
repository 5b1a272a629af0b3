import { type Grant, type GroupSubject, type Subject, subjectKey } from '../../domain/access.ts';
import type { Note } from './changes.ts';
import { Pages } from './pages.ts';

const NONE: readonly Grant[] = [];

/** Grants by id and by subject. Lists that were handed out never change: each change makes a new one. */
export class GrantTable {
  readonly #grants: Pages<Grant>;
  readonly #bySubject: Map<string, readonly Grant[]>;
  /** The groups among the subjects, which are few. */
  readonly #groups = new Map<string, GroupSubject>();

  constructor(pages: Iterable<readonly Grant[]>, note?: Note) {
    this.#grants = new Pages(pages, note);
    const lists = new Map<string, Grant[]>();
    for (const grant of this.#grants.list()) {
      const list = lists.get(subjectKey(grant.subject));
      if (list === undefined) lists.set(subjectKey(grant.subject), [grant]);
      else list.push(grant);
      this.#noteGroup(grant.subject);
    }
    this.#bySubject = lists;
  }

  of(subject: Subject): readonly Grant[] {
    return this.#bySubject.get(subjectKey(subject)) ?? NONE;
  }

  all(): readonly Grant[] {
    return this.#grants.list();
  }

  groups(): readonly GroupSubject[] {
    return [...this.#groups.values()];
  }

  pages(): readonly (readonly Grant[])[] {
    return [...this.#grants];
  }

  /** Takes away a grant with the same id. */
  put(grant: Grant): void {
    this.remove(grant.id);
    this.#grants.put(grant);
    this.#bySubject.set(subjectKey(grant.subject), [...this.of(grant.subject), grant]);
    this.#noteGroup(grant.subject);
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    const grant = this.#grants.get(id);
    if (grant === undefined) return false;
    this.#grants.remove(id);
    const rest = this.of(grant.subject).filter((other) => other.id !== id);
    if (rest.length > 0) this.#bySubject.set(subjectKey(grant.subject), rest);
    else this.#forget(grant.subject);
    return true;
  }

  #noteGroup(subject: Subject): void {
    if (subject.kind === 'group') this.#groups.set(subjectKey(subject), subject);
  }

  #forget(subject: Subject): void {
    this.#bySubject.delete(subjectKey(subject));
    this.#groups.delete(subjectKey(subject));
  }
}
