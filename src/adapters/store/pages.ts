import type { Note } from './changes.ts';

/** Large enough for few writes, small enough that making one anew is not felt. */
export const RECORDS_A_PAGE = 250;

interface Identified {
  readonly id: string;
}

/**
 * Records by id, in the order they were first put, in pages that never change: a change makes a new page in the place
 * of one. So copies share what they have in common.
 */
export class Pages<T extends Identified> implements Iterable<readonly T[]> {
  readonly #pages = new Map<number, readonly T[]>();
  readonly #pageOf = new Map<string, number>();
  readonly #note: Note | undefined;
  #last = 0;

  /** @param note hears of each change from now on */
  constructor(pages: Iterable<readonly T[]>, note?: Note) {
    this.#note = note;
    for (const page of pages) {
      this.#last += 1;
      this.#pages.set(this.#last, page);
      for (const { id } of page) this.#pageOf.set(id, this.#last);
    }
  }

  get(id: string): T | undefined {
    return this.#page(this.#pageOf.get(id)).find((record) => record.id === id);
  }

  /** Takes the place of a record with the same id. */
  put(record: T): void {
    this.#note?.(record.id, record);
    const at = this.#pageOf.get(record.id);
    if (at !== undefined) {
      this.#pages.set(
        at,
        this.#page(at).map((other) => (other.id === record.id ? record : other)),
      );
      return;
    }
    if (this.#page(this.#last).length >= RECORDS_A_PAGE) this.#last += 1;
    this.#pages.set(this.#last, [...this.#page(this.#last), record]);
    this.#pageOf.set(record.id, this.#last);
  }

  remove(id: string): void {
    const at = this.#pageOf.get(id);
    if (at === undefined) return;
    this.#note?.(id, undefined);
    this.#pageOf.delete(id);
    const rest = this.#page(at).filter((record) => record.id !== id);
    if (rest.length > 0) this.#pages.set(at, rest);
    else this.#pages.delete(at);
  }

  /** The pages as they are now; none is empty. */
  *[Symbol.iterator](): Iterator<readonly T[]> {
    yield* this.#pages.values();
  }

  /** All records in a list of their own. */
  list(): readonly T[] {
    return [...this.#pages.values()].flat();
  }

  #page(number: number | undefined): readonly T[] {
    return (number === undefined ? undefined : this.#pages.get(number)) ?? [];
  }
}

export function inPages<T>(records: readonly T[]): readonly (readonly T[])[] {
  const pages: (readonly T[])[] = [];
  for (let from = 0; from < records.length; from += RECORDS_A_PAGE) {
    pages.push(records.slice(from, from + RECORDS_A_PAGE));
  }
  return pages;
}
