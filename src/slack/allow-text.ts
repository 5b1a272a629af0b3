import type { Verb } from '../domain/access.ts';
import { BadInput } from '../domain/errors.ts';
import { lengthTyped, nameTyped, withoutEntities } from './typed-words.ts';

/** Somebody named in a command, by Slack's id. */
export type Mentioned =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'group'; readonly groupId: string };

/** `allow @ana …`, in parts. */
export interface AllowText {
  readonly subject: Mentioned;
  /** An app or a connector, as typed; null: everything. */
  readonly on: string | null;
  /** Milliseconds; null: until revoked. */
  readonly forMs: number | null;
  readonly manager: boolean;
  readonly verbs: readonly Verb[];
  readonly reason: string | null;
}

interface Clauses {
  /** What is left between them. */
  readonly rest: string;
  readonly manager: boolean;
  readonly duration: string | null;
  readonly verbs: string | null;
}

const EXAMPLE = '/c1-sync allow @ana on Okta for 8h';

const MAX_REASON = 300;

const LONGEST_GRANT = 366 * 24 * 3_600_000;

/** `sync`, `sync and pause`, `view, sync and pause`: nothing but verbs, so that a name may have a "to" in it. */
const VERB_LIST = '(?:view|sync|pause)(?:(?:,? and |, ?| )(?:view|sync|pause))*';
const FIRST_CLAUSE = new RegExp(`^(?:as (manager)|for (\\S+)|to (${VERB_LIST}))(?: (.*))?$`, 'i');
const LAST_CLAUSE = new RegExp(`^(?:(.*?) )?(?:as (manager)|for (\\S+)|to (${VERB_LIST}))$`, 'i');

/** A reason may say anything, so it comes last and reaches to the end; a name in quotes may hold the word itself. */
const WITH_REASON = /^((?:"[^"]*"|[^"])*?)(?:^| )because (.+)$/i;

/**
 * `@ana [on Okta] [to sync and pause] [for 8h] [as manager] [because …]`, the clauses in any order but the last, as
 * people type them.
 * @throws {BadInput}
 */
export function parseAllow([target = '', ...words]: readonly string[]): AllowText {
  const subject = readMentioned(target, `Name one person or user group: ${EXAMPLE}`);
  const [, clauses = '', why] = WITH_REASON.exec(words.join(' ')) ?? [undefined, words.join(' '), undefined];
  const { rest, manager, duration, verbs } = takeClauses(clauses);
  const forMs = duration === null ? null : howLong(duration);
  if (manager && verbs !== null) {
    throw new BadInput('A manager may do everything: leave out either "to …" or "as manager".');
  }
  const grant = { subject, forMs, manager, verbs: verbsNamed(verbs ?? 'sync'), reason: reasonOf(why) };
  if (rest === '') return { ...grant, on: null };
  const on = /^on (.+)$/i.exec(rest)?.[1];
  if (on === undefined) throw new BadInput(`I do not understand "${rest.slice(0, 60)}". The form is: ${EXAMPLE}`);
  if (manager) throw new BadInput('A manager manages access to everything: leave out either "on …" or "as manager".');
  return { ...grant, on: nameTyped(on) };
}

/**
 * Slack's form of a mention: `<@U123|ana>` of a person, `<!subteam^S123|@help-desk>` of a group.
 * @throws {BadInput} it is none; a name alone could be anybody's
 */
export function readMentioned(target: string, missing: string): Mentioned {
  const userId = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(target)?.[1];
  if (userId !== undefined) return { kind: 'user', userId };
  const groupId = /^<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>$/.exec(target)?.[1];
  if (groupId !== undefined) return { kind: 'group', groupId };
  if (target === '') throw new BadInput(missing);
  throw new BadInput(
    `I cannot tell for sure who "${withoutEntities(target).slice(0, 60)}" is. Type @ and pick the person from Slack's ` +
      'list. If you did, the app is set up without "Escape channels, users, and links": tell whoever runs it.',
  );
}

/** Takes clauses from either end: what is between belongs to the name behind `on`. A second one of a kind does too. */
function takeClauses(text: string): Clauses {
  let taken: Clauses = { rest: text, manager: false, duration: null, verbs: null };
  for (;;) {
    const first = FIRST_CLAUSE.exec(taken.rest);
    const last = LAST_CLAUSE.exec(taken.rest);
    const [manager, duration, verbs, left = ''] = first
      ? [first[1], first[2], first[3], first[4]]
      : [last?.[2], last?.[3], last?.[4], last?.[1]];
    if (manager !== undefined && !taken.manager) taken = { ...taken, manager: true, rest: left };
    else if (duration !== undefined && taken.duration === null) taken = { ...taken, duration, rest: left };
    else if (verbs !== undefined && taken.verbs === null) taken = { ...taken, verbs, rest: left };
    else return taken;
  }
}

/** In one order. To view is part of every grant, so it is only named where it is all. */
function verbsNamed(list: string): readonly Verb[] {
  const named = (['sync', 'pause'] as const).filter((verb) => new RegExp(`\\b${verb}\\b`, 'i').test(list));
  return named.length === 0 ? ['view'] : named;
}

function reasonOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const reason = withoutEntities(text);
  if (reason.length <= MAX_REASON) return reason;
  throw new BadInput(`The reason is too long (${reason.length} characters). It may have ${MAX_REASON}.`);
}

function howLong(text: string): number {
  const ms = lengthTyped(text) ?? 0;
  if (ms > 0 && ms <= LONGEST_GRANT) return ms;
  throw new BadInput(
    `"for ${text.slice(0, 20)}" is no length of time I know. Use minutes, hours, days or weeks: 30m, 8h, 3d, 2w.`,
  );
}
