import { describe, expect, it } from 'vitest';
import { csv } from '../../src/slack/messages/csv.ts';
import { historyCsv } from '../../src/slack/messages/history-csv.ts';
import { QUEUED } from '../doubles/runs.ts';

describe('CSV', () => {
  it('ends each row with CRLF, and quotes what needs it (RFC 4180)', () => {
    expect(
      csv([
        ['a', 'b c', ''],
        ['x,y', 'say "hi"', 'two\nlines'],
      ]),
    ).toBe('a,b c,\r\n"x,y","say ""hi""","two\nlines"\r\n');
  });

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
  ])('%o is no formula: %o', (text, cell) => expect(csv([[text]])).toBe(`${cell}\r\n`));
});

describe('the history as a file', () => {
  it('has a row for each run, under names that stay', () => {
    const ended = {
      ...QUEUED,
      label: 'Okta / Prod, EU',
      state: 'failed',
      startedAt: Date.UTC(2026, 10, 23, 12, 0, 1),
      completedAt: Date.UTC(2026, 10, 23, 12, 4, 13),
      reason: '=1+1',
      detail: 'no token',
    } as const;
    expect(historyCsv([ended, QUEUED]).split('\r\n')).toEqual([
      'reference,requested_at,connector,app_id,connector_id,requested_by,origin,state,' +
        'started_at,completed_at,duration_seconds,reason,detail',
      '1b9d6bcd,2023-11-14T22:13:20.000Z,"Okta / Prod, EU",a,c,U0ANA,request,failed,' +
        "2026-11-23T12:00:01.000Z,2026-11-23T12:04:13.000Z,252,'=1+1,no token",
      '1b9d6bcd,2023-11-14T22:13:20.000Z,Okta <!channel> / Prod & Co,a,c,U0ANA,request,queued,,,,,',
      '',
    ]);
  });
});
