import { describe, expect, it } from 'vitest';
import { problemsOfMessageBlocks } from '../../sandbox/slack/block-kit/validate.ts';
import { AUDIT_ACTIONS, type AuditEvent, type AuditRecord, auditEvent, EVERYTHING } from '../../src/domain/audit.ts';
import { filterFromValue, filterToValue } from '../../src/slack/audit-filter.ts';
import { auditCsv } from '../../src/slack/messages/audit-csv.ts';
import { auditMessage } from '../../src/slack/messages/audit-message.ts';
import { withoutMarkup } from '../../src/slack/messages/problem.ts';

const NOW = 1_700_000_000_000;
const ANA = { userId: 'U0ANA', teamId: 'T1' };
const OKTA = { appId: 'a', connectorId: 'c', label: 'Okta <!channel> / Prod & Co' };
const TO_BEN = { kind: 'user', userId: 'U0BEN', teamId: 'T1' } as const;

function recordOf(changes: Partial<AuditEvent> = {}, seq = 1): AuditRecord {
  const said = { id: 'e1', at: NOW, action: 'sync.requested', actor: ANA, connector: OKTA, ...changes } as const;
  return { seq, prev: '0'.repeat(64), ...auditEvent(said), hash: 'f'.repeat(64) };
}

function rowsOf(records: readonly AuditRecord[]): string[][] {
  const { blocks } = auditMessage(records, EVERYTHING);
  const [, ...rows] = (blocks[1] as { rows: object[][] }).rows;
  return rows.map((row) => row.map(said));
}

/** What a cell shows. */
function said(cell: object): string {
  const { text, elements } = cell as { text?: string; elements?: { elements: Record<string, string>[] }[] };
  if (text !== undefined) return text;
  return (elements?.[0]?.elements ?? []).map((one) => one.text ?? one.fallback ?? `@${one.user_id}`).join('');
}

function lineFor(changes: Partial<AuditEvent>): string {
  return withoutMarkup(auditMessage([recordOf(changes)], EVERYTHING).text);
}

describe('the audit trail as a message', () => {
  it('says how many of what since when, and the newest of them, in one line', () => {
    const filter = { userId: 'U0ANA', words: 'okta <x>', since: NOW - 1 };
    const { text } = auditMessage([recordOf({ runId: '1b9d6bcd-bbfd' }), recordOf()], filter);
    expect(text).toMatch(
      /^2 events about <@U0ANA> of “okta &lt;x&gt;” since <!date\^1699999999\^[^>]*>\. The newest: /,
    );
    expect(text).toMatch(
      /The newest: <!date\^1700000000\^[^>]*> <@U0ANA>: asked for a sync {2}· {2}Okta &lt;!channel&gt; \/ Prod &amp; Co {2}· {2}1b9d6bcd\.$/,
    );
    expect(auditMessage([recordOf()], EVERYTHING).text).toMatch(/^1 event\. /);
  });

  it('is a table: when, who, what, on what, what came of it, and the reference', () => {
    const denied = { allowed: false, why: 'out-of-scope', reference: '9f8e7d6c', details: { what: '/c1-sync run' } };
    const failed = { result: 'failed', details: { detail: 'the credential\nhas expired' } };
    expect(
      rowsOf([
        recordOf({ action: 'gesture.refused', ...denied }),
        recordOf({ action: 'sync.ended', runId: '1b9d6bcd-bbfd', ...failed }),
        recordOf({ action: 'sync.answered', result: 'unclear', why: 'c1_unavailable' }),
        recordOf({ details: { origin: 'restart', reason: 'stuck' } }),
      ]).map((row) => row.slice(1)),
    ).toEqual([
      ['@U0ANA', 'tried /c1-sync run', OKTA.label, 'refused: out-of-scope', '9f8e7d6c'],
      ['@U0ANA', 'their sync ended', OKTA.label, 'failed: the credential has expired', '1b9d6bcd'],
      ['@U0ANA', "C1's answer to their request", OKTA.label, 'unclear: c1_unavailable', '—'],
      ['@U0ANA', 'asked to stop a sync and begin anew', OKTA.label, 'because stuck', '—'],
    ]);
    expect(rowsOf([recordOf()])[0]?.[0]).toBe('2023-11-14 22:13 UTC');
  });

  it('names whose access it is about, and what for', () => {
    const granted = { action: 'access.granted', connector: null, details: { scope: 'GitHub' } } as const;
    const group = { kind: 'group', groupId: 'S1', teamId: 'T1' } as const;
    const rows = rowsOf([recordOf({ ...granted, subject: TO_BEN }), recordOf({ ...granted, subject: group })]);
    expect(rows.map((row) => row.slice(2, 4))).toEqual([
      ['gave access to @U0BEN', 'GitHub'],
      ['gave access to the group S1', 'GitHub'],
    ]);
    expect(auditMessage([recordOf({ ...granted, subject: group })], EVERYTHING).text).toContain(
      '<@U0ANA>: gave access to <!subteam^S1>  ·  GitHub.',
    );
  });

  it('names c1-sync itself, strangers, and those who did not say who they are', () => {
    const actors = [null, { userId: null, teamId: null }, { userId: '<!here>', teamId: 'T9' }];
    const records = actors.map((actor) => recordOf({ actor }));
    expect(rowsOf(records).map((row) => row[1])).toEqual(['c1-sync', 'somebody', '<!here>']);
    expect(lineFor({ actor: null })).toContain('UTC c1-sync: asked for a sync');
    expect(auditMessage(records.slice(2), EVERYTHING).text).toContain(' &lt;!here&gt;: asked');
  });

  it('has words for every action, and for refusals that were only counted', () => {
    for (const action of AUDIT_ACTIONS) expect(lineFor({ action }), action).toMatch(/: [a-zC'0-9 -]{5,}/);
    const counted = { action: 'gesture.refused', actor: null, allowed: false, why: 'too-many' } as const;
    expect(lineFor({ ...counted, connector: null, details: { count: 7 } })).toMatch(
      /c1-sync: 7 more were refused {2}· {2}refused: too-many\.$/,
    );
  });

  it('fits into what Slack takes, and says when it is not all', () => {
    const worst = recordOf({
      connector: { ...OKTA, label: '&'.repeat(80) },
      result: '&'.repeat(64),
      details: { detail: '<'.repeat(1_000) },
      reference: '1b9d6bcd',
    });
    const { blocks, fallback, text } = auditMessage(Array(101).fill(worst), EVERYTHING);
    expect(text).toMatch(/^More than 100 events\./);
    expect(problemsOfMessageBlocks(blocks)).toEqual([]);
    expect(problemsOfMessageBlocks(fallback)).toEqual([]);
    const rows = (blocks[1] as { rows: unknown[] }).rows.length - 1;
    expect(JSON.stringify(blocks.at(-1))).toContain(`These are the newest ${rows}.`);
    expect(JSON.stringify(fallback?.at(-1))).toContain(`These are the newest ${rows}.`);
    expect(auditMessage([recordOf()], EVERYTHING).blocks.map(({ type }) => type)).toEqual([
      'section',
      'data_table',
      'actions',
    ]);
  });

  it('of nothing says so, and offers no file', () => {
    const filter = { userId: 'U0ANA', words: 'a & b', since: null };
    expect(auditMessage([], EVERYTHING)).toMatchObject({ text: 'Nothing is recorded.', blocks: [{ type: 'section' }] });
    expect(auditMessage([], filter).text).toBe('Nothing is recorded about <@U0ANA> of “a &amp; b”.');
  });
});

describe('the button below it', () => {
  it.each([EVERYTHING, { userId: 'U0ANA', words: '"'.repeat(300), since: NOW }])('keeps %j', (filter) => {
    const button = JSON.stringify(auditMessage([recordOf()], filter).blocks.at(-1));
    expect(button).toContain('"action_id":"audit_csv"');
    expect(button).toContain(JSON.stringify(filterToValue(filter)));
    expect(filterToValue(filter).length).toBeLessThanOrEqual(2_000);
    expect(filterFromValue(filterToValue(filter))).toEqual(filter);
  });

  it.each([undefined, '', '{', 'null', '{}', '{"u":1,"w":null,"s":null}', '{"u":null,"w":null,"s":"x"}'])(
    'takes no other value: %s',
    (value) => expect(() => filterFromValue(value)).toThrow('bad input'),
  );
});

describe('the audit trail as a file', () => {
  async function* each(...records: readonly AuditRecord[]) {
    yield* records;
  }

  it('has everything of a record, what is not known empty', async () => {
    const whole = recordOf({
      action: 'sync.answered',
      channelId: 'C1',
      subject: TO_BEN,
      why: 'c1_unavailable',
      result: 'unclear',
      c1Request: 'POST force_sync',
      runId: 'run1',
      reference: '1b9d6bcd',
      details: { origin: 'request' },
    });
    const bare = recordOf({ action: 'app.started', actor: null, connector: null, allowed: false }, 2);
    const { content, rows } = await auditCsv(each(whole, bare));
    expect(rows).toBe(2);
    const ends = `${'0'.repeat(64)},${'f'.repeat(64)}`;
    expect(content.split('\r\n')).toEqual([
      'seq,at,action,actor,team,channel,connector,app_id,connector_id,subject,allowed,why,result,c1_request,run,reference,details,prev,hash',
      `1,2023-11-14T22:13:20.000Z,sync.answered,U0ANA,T1,C1,${OKTA.label},a,c,U0BEN,true,c1_unavailable,unclear,POST force_sync,run1,1b9d6bcd,"{""origin"":""request""}",${ends}`,
      `2,2023-11-14T22:13:20.000Z,app.started,,,,,,,,false,,,,,,{},${ends}`,
      '',
    ]);
  });

  it('runs nothing in a spreadsheet', async () => {
    const { content } = await auditCsv(each(recordOf({ connector: { ...OKTA, label: '=HYPERLINK("x")' } })));
    expect(content).toContain(`,"'=HYPERLINK(""x"")",a,c,`);
  });

  it('is not made where the trail cannot be read to its end', async () => {
    async function* broken() {
      yield recordOf();
      throw new Error('tampered with');
    }
    await expect(auditCsv(broken())).rejects.toThrow('tampered with');
  });
});
