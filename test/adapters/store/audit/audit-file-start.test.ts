import { appendFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { headPathOf } from '../../../../src/adapters/store/audit/audit-paths.ts';
import { verifyAuditFile } from '../../../../src/adapters/store/audit/verify-file.ts';
import { StoreUnusable } from '../../../../src/adapters/store/store-unusable.ts';
import { EVERYTHING } from '../../../../src/domain/audit.ts';
import { silent } from '../silent.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { eventOf } from './events.ts';
import { newTrailPath, openAudit, writtenTrail } from './open-audit.ts';

/** Writes a head of the trail's record `seq`. */
async function setHead(path: string, seq: number): Promise<void> {
  const line = (await readFile(path, 'utf8')).split('\n')[seq - 1] ?? '';
  await writeFile(headPathOf(path), JSON.stringify({ seq, hash: JSON.parse(line).hash }));
}

describe('after a crash', () => {
  it('half a line is cut off, with a warning and a record', async () => {
    const path = await writtenTrail(2);
    const whole = await readFile(path, 'utf8');
    await appendFile(path, '{"seq":3,"prev":"');
    const warn = vi.fn();
    const audit = await openAudit(path, { log: { ...silent, warn } });
    expect(warn).toHaveBeenCalledOnce();
    expect(await audit.find(EVERYTHING, 1)).toMatchObject([
      { seq: 3, action: 'audit.repaired', actor: null, result: 'unfinished-line-cut', details: { bytes: 17 } },
    ]);
    expect((await readFile(path, 'utf8')).startsWith(`${whole}{"seq":3`)).toBe(true);
    await audit.close();
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null, end: { seq: 3 }, unfinished: 0 });
  });

  it('half of the very first line is cut off as well', async () => {
    const path = await newTrailPath();
    await writeFile(path, '{"seq":1,');
    const audit = await openAudit(path);
    expect(await audit.find(EVERYTHING, 2)).toMatchObject([{ seq: 1, action: 'audit.repaired' }]);
  });

  it('the head may be behind', async () => {
    const path = await writtenTrail(5);
    await setHead(path, 2);
    const audit = await openAudit(path);
    await audit.append(eventOf('e6'));
    expect(await audit.find(EVERYTHING, 1)).toMatchObject([{ seq: 6, action: 'sync.requested' }]);
  });

  it.each([
    ['is missing', (head: string) => rm(head)],
    ['is empty', (head: string) => writeFile(head, '')],
    ['is nonsense', (head: string) => writeFile(head, '{"seq":-1,"hash":"x"}')],
  ])('a head that %s is made anew, with a record of it', async (_what, meddle) => {
    const path = await writtenTrail(3);
    await meddle(headPathOf(path));
    const audit = await openAudit(path);
    expect(await audit.find(EVERYTHING, 1)).toMatchObject([
      { seq: 4, action: 'audit.repaired', result: 'head-lost', details: { records: 3 } },
    ]);
    await audit.close();
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null, end: { seq: 4 } });
  });
});

describe('a start is refused, and the trail left as it is, when', () => {
  const lines = (text: string) => text.split('\n').slice(0, -1);
  const joined = (all: readonly (string | undefined)[]) => all.map((line) => `${line}\n`).join('');

  it.each<[what: string, says: RegExp, change: (text: string) => string, head: number | null]>([
    ['the last line was edited', /was changed after/, (text) => text.replace('"e4"', '"e5"'), 4],
    ['a line behind the head was edited', /was changed after/, (text) => text.replace('"e3"', '"e5"'), 2],
    ['lines behind the head were swapped', /repeated or moved|missing/, (text) => swap(text, 2, 3), 2],
    ['a line behind the head was removed', /is missing/, (text) => without(text, 2), 2],
    ['the last line is gone', /ends with record 3, and record 4 had been written/, (text) => without(text, 3), 4],
    ['the end of the last line is gone', /ends with record 3/, (text) => text.slice(0, -5), 4],
    ['only its newline is gone', /ends with record 3/, (text) => text.slice(0, -1), 4],
    ['all lines are gone', /ends with record 0/, () => '', 4],
    ['a foreign line was added', /is not a whole record/, (text) => `${text}hello\n`, 4],
    ['zeros were added', /is not a whole record/, (text) => `${text}${'\0'.repeat(512)}\n`, 4],
    ['a flood was added', /longer than any record/, (text) => `${text}${'x'.repeat(100_000)}`, 4],
    [
      'the first line was removed and the head with it',
      /is record 2, at the beginning/,
      (text) => without(text, 0),
      null,
    ],
    ['the head is of another trail', /record 4 is not the one that had been written/, (text) => text, 40],
  ])('%s', async (_what, says, change, head) => {
    const path = await writtenTrail(4);
    if (head === null) await rm(headPathOf(path));
    else if (head <= 4) await setHead(path, head);
    else await writeFile(headPathOf(path), JSON.stringify({ seq: 4, hash: 'ab'.repeat(32) }));
    const changed = change(await readFile(path, 'utf8'));
    await writeFile(path, changed);
    const headBefore = await readFile(headPathOf(path), 'utf8').catch(() => 'gone');

    const refusal = openAudit(path);
    await expect(refusal).rejects.toThrow(StoreUnusable);
    await expect(refusal).rejects.toMatchObject({ code: 'damaged' });
    await expect(refusal).rejects.toThrow(says);
    await expect(refusal).rejects.toThrow(/c1-sync\.audit\.jsonl.*npm run audit verify.*head\.json.*backup/s);
    expect(await readFile(path, 'utf8')).toBe(changed);
    expect(await readFile(headPathOf(path), 'utf8').catch(() => 'gone')).toBe(headBefore);
  });

  it('the file is gone and its head is not', async () => {
    const path = await writtenTrail(4);
    await rm(path);
    await expect(openAudit(path)).rejects.toMatchObject({ code: 'damaged' });
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('it cannot be read or written', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'x.audit.jsonl'));
    await expect(openAudit(join(directory, 'x.audit.jsonl'))).rejects.toMatchObject({ code: 'unwritable' });
    await expect(openAudit(join(directory, 'none', 'x.audit.jsonl'))).rejects.toMatchObject({ code: 'unwritable' });
  });

  it('half a line cannot be replaced by the record of it', async () => {
    const path = await writtenTrail(1);
    await appendFile(path, '{"seq"');
    const append = async () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    await expect(openAudit(path, { append })).rejects.toMatchObject({ code: 'unwritable' });
  });

  function without(text: string, at: number): string {
    return joined(lines(text).filter((_, n) => n !== at));
  }

  function swap(text: string, a: number, b: number): string {
    const all = lines(text);
    return joined(all.map((line, n) => (n === a ? all[b] : n === b ? all[a] : line)));
  }
});

it('a new trail begins when both files of a damaged one are moved away', async () => {
  const path = await writtenTrail(4);
  await truncate(path, 100);
  await expect(openAudit(path)).rejects.toThrow(StoreUnusable);
  await Promise.all([rm(path), rm(headPathOf(path))]);
  const audit = await openAudit(path);
  await audit.append(eventOf('new'));
  expect(await audit.find(EVERYTHING, 9)).toMatchObject([{ id: 'new', seq: 1 }]);
});
