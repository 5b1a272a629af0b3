import { C1Unavailable } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { retryAfterMs } from './retry-after.ts';

/** Milliseconds; the first wait, doubled by each further one where C1 names none. */
const FIRST_WAIT_MS = 500;
const SHORTEST_WAIT_MS = 100;
/** Longer than this nobody is kept waiting in front of a modal: they are told when to come back. */
const LONGEST_WAIT_MS = 30_000;

/**
 * `harmless`: sending it twice does the same as sending it once. `consequential`: it changes something in C1.
 * `paced`: whoever asks has a cadence of their own, and that is the repetition.
 */
export type CallKind = 'harmless' | 'consequential' | 'paced';

/**
 * What is tried again, and why that is safe. Anything that is not here is final. Copied from C1's own CLI
 * (c1i transport.go); 401 is dealt with in `authorized-call.ts`, since it needs another token, not another time.
 */
const RULES = {
  /** Too many requests: C1 says that it did nothing, so even a force_sync may be sent again. */
  limited: { retries: 4, of: ['harmless', 'consequential'] },
  /** 408, 500, 502, 503, 504: C1 may have acted before it failed, so only what changes nothing is sent again. */
  failed: { retries: 3, of: ['harmless'] },
  /** No connection, no answer, half an answer: as above. */
  unreachable: { retries: 3, of: ['harmless'] },
} satisfies Record<string, { readonly retries: number; readonly of: readonly CallKind[] }>;

const FAILED = new Set([408, 500, 502, 503, 504]);

export interface RetryOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Jitter, 0 to 1, so that many callers do not come back together. */
  readonly random: () => number;
}

export interface Repetition {
  readonly kind: CallKind;
  /** Milliseconds by our clock: no wait reaches beyond this. */
  readonly giveUpAt: number;
}

/**
 * Sends, and sends again as {@link RULES} allows.
 * @returns the last answer, whatever its status
 * @throws what `send` threw last
 */
export async function sendWithRetries(
  request: HttpRequest,
  send: () => Promise<HttpAnswer>,
  { kind, giveUpAt }: Repetition,
  { clock, log, random }: RetryOptions,
): Promise<HttpAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await send().catch((error: unknown) => {
      if (error instanceof C1Unavailable) return error;
      throw error;
    });
    const rule = ruleFor(outcome);
    const waitMs = waitBefore(outcome, attempt, clock.now(), random());
    const again =
      rule !== undefined &&
      attempt < RULES[rule].retries &&
      RULES[rule].of.some((one) => one === kind) &&
      waitMs !== undefined &&
      clock.now() + waitMs <= giveUpAt;
    if (!again) {
      if (outcome instanceof C1Unavailable) throw outcome;
      return outcome;
    }
    const { method, template, fields, signal } = request;
    const why = outcome instanceof C1Unavailable ? outcome.message : `answered ${outcome.status}`;
    log.warn({ method, path: template, ...fields, attempt: attempt + 1, waitMs, why }, 'asking C1 again');
    await clock.sleep(waitMs, signal);
  }
}

/** Milliseconds C1 asks to wait with this answer, or the wait we would choose. */
export function askedWaitMs(answer: HttpAnswer, now: number): number {
  return retryAfterMs(answer.retryAfter, answer.date, now) ?? FIRST_WAIT_MS;
}

function ruleFor(outcome: HttpAnswer | C1Unavailable): keyof typeof RULES | undefined {
  if (outcome instanceof C1Unavailable) return 'unreachable';
  if (outcome.status === 429) return 'limited';
  return FAILED.has(outcome.status) ? 'failed' : undefined;
}

/** Never earlier than asked, and up to a fifth later. Undefined: longer than we wait. */
function waitBefore(outcome: HttpAnswer | C1Unavailable, attempt: number, now: number, random: number) {
  const asked = outcome instanceof C1Unavailable ? undefined : retryAfterMs(outcome.retryAfter, outcome.date, now);
  const ms = asked ?? FIRST_WAIT_MS * 2 ** attempt;
  return ms > LONGEST_WAIT_MS ? undefined : Math.round(Math.max(SHORTEST_WAIT_MS, ms) * (1 + 0.2 * random));
}
