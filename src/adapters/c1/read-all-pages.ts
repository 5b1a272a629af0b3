import { C1Unavailable } from '../../domain/errors.ts';
import type { Page } from './responses.ts';

/** 100,000 entries at C1's largest page: more than any tenant, and an end to a server that never ends. */
const MAX_PAGES = 1000;

/**
 * Reads pages until there is no next one. An error rather than a part: whoever searches a part would be told that a
 * connector does not exist.
 * @param read takes a page token, empty for the first page
 * @throws C1Unavailable when the pages do not end, and what `read` throws
 */
export async function readAllPages<T>(read: (pageToken: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let next = ''; seen.size < MAX_PAGES; ) {
    seen.add(next);
    const page = await read(next);
    for (const item of page.items) items.push(item);
    next = page.next;
    if (next === '') return items;
    if (seen.has(next)) throw new C1Unavailable('C1 repeats a page token, so its list has no end', 'maybe');
  }
  throw new C1Unavailable(`C1 lists more than ${MAX_PAGES} pages`, 'maybe');
}
