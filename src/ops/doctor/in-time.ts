import { type Finding, ill } from '../../domain/finding.ts';
import type { Clock } from '../../ports/clock.ts';

/** What a check finds, or that it did not come to an end. A check that fails is a finding too. Never rejects. */
export async function inTime(
  what: string,
  check: () => Promise<readonly Finding[]>,
  { limitMs, clock }: { readonly limitMs: number; readonly clock: Clock },
): Promise<readonly Finding[]> {
  const ended = new AbortController();
  const late = clock.sleep(limitMs, ended.signal).then(
    () => [ill(what, `no answer within ${limitMs / 1000} s`, 'see whether a firewall or a proxy is in the way')],
    () => [],
  );
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return [ill(what, `the check itself failed (${said})`, 'this is a mistake in c1-sync; please report it')];
  } finally {
    ended.abort();
  }
}
