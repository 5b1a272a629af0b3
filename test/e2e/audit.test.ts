import { appendFileSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import { auditPathOf } from '../../src/adapters/store/audit/audit-paths.ts';
import { verifyAuditFile } from '../../src/adapters/store/audit/verify-file.ts';
import type { AuditRecord } from '../../src/domain/audit.ts';
import { allow, allowBen, answerTo, botMessages, forceSyncCalls, toldTo } from './flows.ts';
import { MODES, type Stage, setTheStage, sharedStage, startAgain } from './stage.ts';

async function trailOf({ databasePath }: Stage): Promise<AuditRecord[]> {
  const lines = readFileSync(await auditPathOf(databasePath), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as AuditRecord);
}

/** The rows below the header, each as its cells in JSON. */
function rowsOf({ blocks }: SeenMessage): string[] {
  const table = blocks.find(({ type }) => type === 'data_table');
  return Array.isArray(table?.rows) ? table.rows.slice(1).map((row) => JSON.stringify(row)) : [];
}

describe.each(MODES)('the audit trail over %s', (mode) => {
  const shared = sharedStage({ mode, slack: { people: ['eve', 'finn'].map((name) => ({ name })) } });

  it('has the start, grants, syncs with C1’s answer, and refusals', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    const [started, ...before] = await trailOf(stage);
    await allowBen(stage, 'on Okta because he is on call');
    await slack.slashCommand({ user: 'ben', channel: 'general', text: 'run okta preview' });
    await slack.waitFor(() => botMessages(stage)[0]);
    const refused = await answerTo(stage, 'cleo', 'run okta preview');
    const trail = (await trailOf(stage)).slice(1 + before.length);
    const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map((name) => slack.workspace.person(name).id);
    const channelId = slack.messages('general')[0]?.channel;
    expect(started).toMatchObject({ action: 'app.started', actor: null, details: { admins: ana } });
    expect(trail.slice(0, 4)).toMatchObject([
      {
        action: 'access.granted',
        actor: { userId: ana },
        subject: { userId: ben },
        channelId,
        details: { role: 'requester', verbs: 'sync', scope: 'Okta', expires: 'never', reason: 'he is on call' },
      },
      {
        action: 'sync.requested',
        actor: { userId: ben },
        connector: { label: expect.stringContaining('Okta Preview') },
      },
      { action: 'sync.answered', result: 'queued', c1Request: 'POST force_sync', runId: trail[1]?.runId },
      { action: 'gesture.refused', actor: { userId: cleo }, allowed: false, why: 'not-granted', channelId },
    ]);
    expect(trail[3]?.details).toEqual({ what: '/c1-sync run', words: 'okta preview' });
    expect(trail[1]?.at).toBeLessThanOrEqual(c1.forceSyncs[0]?.at ?? 0);
    expect(refused.text).toContain('not on the list');
  });

  it('is read by managers alone, by person, connector and time, and taken as a file', async () => {
    const stage = shared();
    const { slack } = stage;
    const before = (await trailOf(stage)).length;
    await allow(stage, 'eve', 'on Okta');
    expect((await answerTo(stage, 'eve', 'audit')).text).toContain('Only managers');
    const all = await answerTo(stage, 'ana', 'audit');
    expect(all.text).toMatch(/events\. The newest: .*tried \/c1-sync audit.*refused: not-a-manager/);
    expect(all.text.split('.')[0]).toBe(`${before + 2} events`);
    expect(rowsOf(all)[1]).toMatch(/gave access to .*0EVE.*Okta/);
    const eves = await answerTo(stage, 'ana', 'audit okta 7d @eve');
    expect(eves.text).toMatch(/^1 event about <@\w+EVE> of “okta” since <!date/);

    await slack.click('ana', eves, 'audit_csv');
    const { text, files = [] } = await slack.waitFor(() => slack.messages(slack.dm('ana'))[0]);
    expect(text).toContain('1 row, oldest first.');
    expect(files[0]?.name).toMatch(/^c1-sync-audit-\d{4}-\d\d-\d\d\.csv$/);
    const [header, row, ...none] = (files[0]?.content ?? '').trimEnd().split('\r\n');
    expect(header).toMatch(/^seq,at,action,actor,team,.*,details,prev,hash$/);
    expect(row).toMatch(/,access\.granted,U\w+ANA,/);
    expect(row?.split(',')[0]).toBe(`${before + 1}`);
    expect(none).toEqual([]);
    const read = (await trailOf(stage)).map(({ action }) => action).slice(before + 2);
    expect(read).toEqual(['audit.read', 'audit.read', 'audit.exported']);
  });

  it('does not send its file to somebody who is no manager any more', async () => {
    const stage = shared();
    const { slack } = stage;
    await answerTo(stage, 'ana', 'allow @finn as manager');
    const shown = await answerTo(stage, 'finn', 'audit');
    await answerTo(stage, 'ana', 'revoke @finn');
    const told = slack.ephemerals('finn').length;
    await slack.click('finn', shown, 'audit_csv');
    expect((await slack.waitFor(() => slack.ephemerals('finn')[told])).text).toContain('Only managers');
    expect(slack.messages(slack.dm('finn')).flatMap(({ files = [] }) => files)).toEqual([]);
    expect((await trailOf(stage)).at(-1)).toMatchObject({ action: 'gesture.refused', details: { what: 'audit_csv' } });
  });

  // The last one: it ends the app.
  it('that is not ours any more stops everything: nothing is sent to C1 without its record', async () => {
    const stage = shared();
    const { slack, product, databasePath } = stage;
    const path = await auditPathOf(databasePath);
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null });
    appendFileSync(path, 'somebody else was here\n');
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    expect((await product.exited).code).toBe(1);
    expect(forceSyncCalls(stage)).toEqual([]);
    expect(toldTo(stage, 'ana').join()).not.toContain('queued');
  });
});

it('a copy of every record goes to standard output, if the operator wants it; the trail is intact at the end', async () => {
  const stage = await setTheStage({ mode: 'socket', env: { C1_SYNC_AUDIT_STDOUT: 'true' } });
  await allowBen(stage);
  await stage.product.kill('SIGTERM');
  const again = await startAgain(stage);
  await again.kill('SIGTERM');
  const lines = [stage.product, again].flatMap(({ output }) => output.split('\n'));
  expect(await verifyAuditFile(await auditPathOf(stage.databasePath))).toMatchObject({ problem: null });
  const copies = lines.filter((line) => line.startsWith('{"audit"')).map((line) => JSON.parse(line).audit);
  expect(copies).toEqual(await trailOf(stage));
  expect(copies).toMatchObject([{ action: 'app.started' }, { action: 'access.granted' }, { action: 'app.started' }]);
});
