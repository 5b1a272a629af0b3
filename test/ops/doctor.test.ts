import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ill, open, well } from '../../src/domain/finding.ts';
import { examineClock } from '../../src/ops/doctor/clocks.ts';
import { examineDisk } from '../../src/ops/doctor/disk.ts';
import { examineEnvironment } from '../../src/ops/doctor/environment.ts';
import { inTime } from '../../src/ops/doctor/in-time.ts';
import { examineNode } from '../../src/ops/doctor/node-version.ts';
import { exitCode, line, summary } from '../../src/ops/doctor/report.ts';
import { SCOPES } from '../../src/slack/doctor/scopes.ts';
import { temporaryDirectory } from '../adapters/store/temporary-directory.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

describe('the report', () => {
  const findings = [well('Disk', 'fine'), ill('C1 role', 'none', 'give it one'), open('Channel', 'not set')];

  it('one line for each finding, whatever came from outside into its text', () => {
    expect(findings.map(line)).toEqual(['✓ Disk: fine', '✗ C1 role: none → give it one', '– Channel: not set']);
    expect(line(well('Slack', 'Acme\n✗ forged\u202e'))).toBe('✓ Slack: Acme ✗ forged');
  });

  it('how many of each, at the end', () => {
    expect(summary(findings)).toMatch(/^What is marked ✗ has to be mended: 1 ✓, 1 ✗, 1 – \(/);
    expect(summary(findings.slice(0, 1))).toBe('Nothing has to be mended: 1 ✓, 0 ✗.');
  });

  it('exit code 0 when nothing has to be mended, 1 when something has, 78 when c1-sync would not start', () => {
    expect(exitCode([well('a', 'b'), open('c', 'd')], true)).toBe(0);
    expect(exitCode(findings, true)).toBe(1);
    expect(exitCode(findings, false)).toBe(78);
  });
});

describe('a check', () => {
  const clock = () => new ManualClock();

  it('is not waited for longer than its limit', async () => {
    const manual = clock();
    const found = inTime('C1', () => new Promise(() => {}), { limitMs: 10_000, clock: manual });
    await manual.advance(10_000);
    expect((await found).map(line)).toEqual([expect.stringContaining('✗ C1: no answer within 10 s → ')]);
  });

  it('that ends in time leaves nothing behind that sleeps', async () => {
    const manual = clock();
    const findings = [well('C1', 'fine')];
    expect(await inTime('C1', async () => findings, { limitMs: 10_000, clock: manual })).toBe(findings);
    expect(manual.sleeping()).toEqual([]);
  });

  it('that fails itself is a finding', async () => {
    const fail = async () => {
      throw new TypeError('no');
    };
    const found = await inTime('C1', fail, { limitMs: 10_000, clock: clock() });
    expect(found.map(line)).toEqual([expect.stringContaining('✗ C1: the check itself failed (TypeError: no) → ')]);
  });
});

describe('the clock', () => {
  const apart = (server: string, ms: number) => ({ server, theirs: 1_700_000_000_000, ours: 1_700_000_000_000 + ms });

  it.each([
    [119_000, '✓'],
    [-119_000, '✓'],
    [121_000, '✗'],
    [-121_000, '✗'],
  ])('%i ms apart: %s', (ms, mark) => {
    expect(line(examineClock([apart('Slack', 0), apart('C1', ms)]))[0]).toBe(mark);
  });

  it('says of each server on which side ours is', () => {
    expect(line(examineClock([apart('Slack', 300_000), apart('C1', -200_000)]))).toContain(
      'is 300 s ahead of that of Slack and 200 s behind that of C1 → set it right',
    );
  });

  it('cannot be compared with nobody', () => {
    expect(line(examineClock([]))).toMatch(/^– Clock: not compared/);
  });
});

describe('the disk', () => {
  it('is looked at where the store will be made', async () => {
    const directory = await temporaryDirectory();
    const found = line(await examineDisk(join(directory, 'data', 'deep', 'c1-sync.json')));
    expect(found).toContain(`${directory} (the first start makes ${join(directory, 'data', 'deep')} in it)`);
    expect(found).toMatch(/\d+ MB free$/);
  });
});

it('problems of the environment are split into what is wrong and what to do', () => {
  const problems = [
    { variable: 'PORT', problem: 'is not a number; write one' },
    { variable: 'C1_CLIENT_ID', problem: 'This is not a client id. Paste it as C1 shows it.' },
  ];
  expect(examineEnvironment(problems, []).map(line)).toEqual([
    '✗ PORT: is not a number → write one',
    '✗ C1_CLIENT_ID: This is not a client id → Paste it as C1 shows it.',
  ]);
  expect(examineEnvironment([], ['C1_SYNC_ADMIN is odd']).map(line)).toEqual([
    '✓ Environment: complete, and every value has its form',
    '– Environment: C1_SYNC_ADMIN is odd',
  ]);
});

it.each([
  ['20.19.0', '✓'],
  ['20.18.3', '✗'],
  ['18.20.0', '✗'],
  ['24.0.0', '✓'],
])('Node.js %s: %s', (version, mark) => {
  expect(line(examineNode(version))[0]).toBe(mark);
});

it('every scope of the manifest is known with what is missed without it', () => {
  const manifest = parse(readFileSync('manifest.yml', 'utf8')) as { oauth_config: { scopes: { bot: string[] } } };
  expect([...SCOPES.keys()]).toEqual(manifest.oauth_config.scopes.bot);
});
