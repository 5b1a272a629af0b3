import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { readFiles, removeFiles, withFiles, writeFiles } from './file-side.ts';
import { assertSame } from './same-store.ts';
import { countsOf } from './whole-store.ts';

export type Place =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

/**
 * Copies all of a store and its trail to a place where there is none, and reads it back. Any doubt ends it, and leaves
 * nothing behind: rejects with CopyRefused, StoreUnusable, ChainBroken, and as the file system and `pg` do.
 */
export async function copyStore(
  from: Place,
  to: Place,
  parts: { clock: Clock; log: Log },
): Promise<ReturnType<typeof countsOf>> {
  const { withDatabase, writeDatabase } = await import('../postgres/copy-side.ts');
  const reading =
    from.kind === 'file'
      ? <T>(work: Parameters<typeof withFiles<T>>[2]) => withFiles(from.path, parts, work)
      : <T>(work: Parameters<typeof withFiles<T>>[2]) => withDatabase(from.url, work);
  return reading(async (whole) => {
    if (to.kind === 'postgres') {
      await writeDatabase(to.url, whole, async (written) => assertSame(whole, written));
    } else {
      await writeFiles(to.path, whole);
      try {
        assertSame(whole, await readFiles(to.path));
      } catch (error) {
        await removeFiles(to.path);
        throw error;
      }
    }
    return countsOf(whole);
  });
}
