import type { Records } from './store-state.ts';

/** The lists of a store. */
export type Kind = keyof Records;

/** Told by a list of each change: the record as it is now; undefined: it is gone. */
export type Note = (id: string, record: object | undefined) => void;

/** What changed in one list. */
interface ListChange {
  readonly put?: readonly object[];
  readonly gone?: readonly string[];
}

/** What changed, by list; those in which nothing did are not named. */
export type ChangeSet = { readonly [kind in Kind]?: ListChange };

/** Collects what changes in a state, the last of each record. */
export class Changes {
  readonly #noted = new Map<Kind, Map<string, object | undefined>>();

  of(kind: Kind): Note {
    const noted = new Map<string, object | undefined>();
    this.#noted.set(kind, noted);
    return (id, record) => {
      // What is put anew after it was gone comes last.
      if (record === undefined) noted.delete(id);
      noted.set(id, record);
    };
  }

  /** All since the last time. */
  take(): ChangeSet {
    const set: { [kind in Kind]?: ListChange } = {};
    for (const [kind, noted] of this.#noted) {
      if (noted.size === 0) continue;
      const put = [...noted.values()].filter((record) => record !== undefined);
      const gone = [...noted].flatMap(([id, record]) => (record === undefined ? [id] : []));
      set[kind] = { ...(put.length > 0 && { put }), ...(gone.length > 0 && { gone }) };
      noted.clear();
    }
    return set;
  }
}
