import { durationOf, LONG_QUEUE_MS, type Outlook, progressShare } from '../../domain/outlook.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import { duration, escaped } from './mrkdwn.ts';

/** How a run is, for people, in mrkdwn: the state itself, and what there is to say about it. */
export interface StateText {
  /** Such as `finished in 4m 12s` or `failed: the credential has expired`. */
  readonly state: string;
  /** Whole sentences; may be empty. */
  readonly more: string;
}

/** @param why the sentence of `explain` for a run that was refused just now */
export function stateText(run: SyncRun, outlook: Outlook, why?: string): StateText {
  const said = textOf(run, outlook, why);
  if (!outlook.unreadable) return said;
  return { ...said, more: `${said.more} C1 cannot be read at the moment, so this may be out of date.`.trim() };
}

function textOf(run: SyncRun, outlook: Outlook, why: string | undefined): StateText {
  const passed = outlook.now - run.changedAt;
  switch (run.state) {
    case 'asking':
      return { state: 'C1 has not answered yet', more: '' };
    case 'queued':
      return passed < LONG_QUEUE_MS
        ? { state: 'queued', more: 'It starts when C1 gets to it; a long sync takes minutes to hours.' }
        : { state: `queued for ${roughly(passed)}; the connector may be offline`, more: '' };
    case 'waiting':
      return { state: 'queued', more: 'An earlier sync of it is not over yet; this one starts after it.' };
    case 'unclear':
      return {
        state: 'unclear',
        more: 'C1 did not answer clearly, and nothing shows yet that a sync began. Look at it in C1 before you ask again.',
      };
    case 'running':
      return { state: runningFor(run, passed), more: estimate(run, outlook) };
    case 'refused':
      return { state: 'failed', more: why ?? 'C1 did not take the request.' };
    case 'finished':
      return { state: finishedIn(run), more: '' };
    case 'failed':
      return { state: withReason('failed', run.detail ?? 'C1 does not say why'), more: '' };
    case 'paused':
      return {
        state: withReason('paused', run.detail ?? 'C1 does not say why'),
        more: 'The connector does not sync until it is resumed.',
      };
    case 'gone':
      return { state: 'failed: it no longer exists in C1', more: '' };
    case 'given-up':
      return givenUp(run);
  }
}

function givenUp(run: SyncRun): StateText {
  const after = roughly(run.changedAt - run.requestedAt);
  if (run.startedAt === null && run.errorCode !== null) {
    return {
      state: `unclear after ${after}`,
      more: 'C1 did not answer clearly, and nothing showed that a sync began.',
    };
  }
  const state = run.startedAt === null ? 'still queued' : 'still running';
  return { state: `${state} after ${after}`, more: 'It is no longer followed: look at it in C1.' };
}

function runningFor(run: SyncRun, passed: number): string {
  // Somebody who joined came in the middle; C1's clock and ours cannot be compared.
  return run.origin === 'join' || passed < 1000 ? 'running' : `running for ${duration(passed)}`;
}

/** What earlier syncs of the connector took; nothing on its first. */
function estimate(run: SyncRun, outlook: Outlook): string {
  const share = progressShare(run, outlook);
  if (share === null || outlook.usualMs === null) return '';
  const usual = duration(outlook.usualMs);
  if (share >= 1) return `That is longer than usual: earlier syncs took about ${usual}.`;
  const percent = Math.min(95, Math.round(share * 20) * 5);
  return `Earlier syncs took about ${usual}, so by estimate it is ${percent} % through.`;
}

function finishedIn(run: SyncRun): string {
  const took = durationOf(run);
  return took === null ? 'finished' : `finished in ${duration(took)}`;
}

function withReason(state: string, reason: string): string {
  return `${state}: ${escaped(reason, 300)}`;
}

/** `3 min`, `2h 05m`. */
function roughly(ms: number): string {
  return ms < 3_600_000 ? `${Math.max(1, Math.round(ms / 60_000))} min` : duration(ms);
}
