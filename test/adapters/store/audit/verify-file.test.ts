import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headPathOf } from '../../../../src/adapters/store/audit/audit-paths.ts';
import { CHAIN_START, chained } from '../../../../src/adapters/store/audit/chain.ts';
import { verifyAuditFile } from '../../../../src/adapters/store/audit/verify-file.ts';
import { NOW } from '../records.ts';
import { eventOf } from './events.ts';
import { newTrailPath, writtenTrail } from './open-audit.ts';

const COUNT = 12;

describe('a trail that somebody changed', () => {
  type Change = (before: Buffer) => Buffer;
  const place = fc.nat();
  const line = fc.nat(COUNT - 1);
  const another = fc.integer({ min: 1, max: COUNT - 1 });
  const addend = fc.integer({ min: 1, max: 255 });
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 20 });

  it.each<[what: string, change: fc.Arbitrary<Change>]>([
    ['any byte changed', fc.tuple(place, addend).map(([at, by]) => withByte(at, by))],
    ['any byte removed', place.map((at) => (before) => spliced(before, at % before.length, 1))],
    [
      'bytes put in',
      fc.tuple(place, bytes).map(
        ([at, more]) =>
          (before) =>
            spliced(before, at % before.length, 0, more),
      ),
    ],
    ['any part cut off the end', place.map((at) => (before) => before.subarray(0, at % before.length))],
    ['any line removed', line.map((at) => onLines((all) => all.toSpliced(at, 1)))],
    ['a line repeated', fc.tuple(line, line).map(([a, b]) => onLines((all) => all.toSpliced(b, 0, all[a] ?? '')))],
    ['two lines swapped', fc.tuple(line, another).map(([a, by]) => swapped(a, (a + by) % COUNT))],
  ])('is found out: %s', async (_what, changes) => {
    const path = await writtenTrail(COUNT);
    const before = await readFile(path);
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        await writeFile(path, change(before));
        expect((await verifyAuditFile(path)).problem).toEqual(expect.any(String));
      }),
      { numRuns: 60 },
    );
    await writeFile(path, before);
    expect((await verifyAuditFile(path)).problem).toBeNull();
  });

  it('is found out: a head with any byte changed', async () => {
    const path = await writtenTrail(COUNT);
    const before = await readFile(headPathOf(path));
    await fc.assert(
      fc.asyncProperty(fc.nat(before.length - 2), addend, async (at, by) => {
        await writeFile(headPathOf(path), withByte(at, by)(before));
        expect((await verifyAuditFile(path)).problem).toEqual(expect.any(String));
      }),
      { numRuns: 60 },
    );
  });

  function withByte(place: number, addend: number): Change {
    return (before) => {
      const at = place % before.length;
      return spliced(before, at, 1, Uint8Array.of(((before[at] ?? 0) + addend) % 256));
    };
  }

  function spliced(before: Buffer, at: number, gone: number, more = new Uint8Array()): Buffer {
    return Buffer.concat([before.subarray(0, at), more, before.subarray(at + gone)]);
  }

  function swapped(a: number, b: number): Change {
    return onLines((all) => all.with(a, all[b] ?? '').with(b, all[a] ?? ''));
  }

  function onLines(change: (lines: readonly string[]) => readonly string[]): Change {
    return (before) => {
      const lines = before.toString().split('\n').slice(0, -1);
      return Buffer.from(
        change(lines)
          .map((each) => `${each}\n`)
          .join(''),
      );
    };
  }
});

describe('what is said', () => {
  it('of an intact trail: how many, from when to when, and where it ends', async () => {
    const path = await writtenTrail(3);
    const { hash } = JSON.parse((await readFile(path, 'utf8')).split('\n')[2] ?? '');
    const end = { seq: 3, hash };
    expect(await verifyAuditFile(path)).toEqual({ end, from: NOW, to: NOW + 2, problem: null, unfinished: 0 });
  });

  it.each<[what: string, problem: RegExp, sound: number, change: (lines: string[]) => (string | undefined)[]]>([
    [
      'an edit',
      /^line 3 was changed after it was written$/,
      2,
      (all) => all.with(2, all[2]?.replace('e3', 'e9') ?? ''),
    ],
    ['a gap', /^line 3 is record 4, after record 2: what was between is missing$/, 2, (all) => all.toSpliced(2, 1)],
    [
      'a repetition',
      /^line 3 is record 2, after record 2: it was repeated/,
      2,
      (all) => all.toSpliced(2, 0, all[1] ?? ''),
    ],
    ['a cut', /^it ends with record 3, and record 5 had been written/, 3, (all) => all.slice(0, 3)],
    ['a line of somebody else', /^line 6 is not a whole record$/, 5, (all) => [...all, '{"seq":6}']],
  ])('of %s: at which line', async (_what, problem, sound, change) => {
    const path = await writtenTrail(5);
    const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
    await writeFile(
      path,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(await verifyAuditFile(path)).toMatchObject({ problem: expect.stringMatching(problem), end: { seq: sound } });
  });

  it('of a record that was forged, hash and all: the next one does not continue it', async () => {
    const path = await writtenTrail(5);
    const lines = (await readFile(path, 'utf8')).split('\n');
    const forged = chained(eventOf('forged'), JSON.parse(lines[2] ?? ''));
    await writeFile(path, lines.with(3, forged.line).join('\n'));
    expect(await verifyAuditFile(path)).toMatchObject({
      problem: 'line 5 does not continue the chain after record 4: one of them was exchanged',
    });
  });

  it('of a trail that is being written: that one line is not whole yet', async () => {
    const path = await writtenTrail(2);
    await appendFile(path, '{"seq":3,');
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null, end: { seq: 2 }, unfinished: 9 });
  });

  it('of a trail without its head: that its end cannot be checked', async () => {
    const path = await writtenTrail(2);
    await rm(headPathOf(path));
    const { problem, end } = await verifyAuditFile(path);
    expect(problem).toMatch(/^its end cannot be checked, because .*\.audit\.head\.json is missing/);
    expect(end.seq).toBe(2);
  });

  it('of a head without its trail: that everything was cut off', async () => {
    const path = await writtenTrail(2);
    await rm(path);
    expect(await verifyAuditFile(path)).toMatchObject({
      problem: expect.stringContaining('cut off'),
      end: CHAIN_START,
    });
  });

  it('of nothing at all: the file system’s answer', async () => {
    await expect(verifyAuditFile(await newTrailPath())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
