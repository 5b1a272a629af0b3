import { appendFile, chmod, mkdir, readdir, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { headPathOf } from '../../../../src/adapters/store/audit/audit-paths.ts';
import { type AppendDurably, appendDurably } from '../../../../src/adapters/store/audit/growing-file.ts';
import { verifyAuditFile } from '../../../../src/adapters/store/audit/verify-file.ts';
import { type AuditRecord, EVERYTHING } from '../../../../src/domain/audit.ts';
import { StoreFailed } from '../../../../src/domain/errors.ts';
import type { AuditLog } from '../../../../src/ports/audit.ts';
import { silent } from '../silent.ts';
import { eventOf } from './events.ts';
import { newTrailPath, openAudit, writtenTrail } from './open-audit.ts';

const noSpace = () => Object.assign(new Error('no space left'), { code: 'ENOSPC' });

async function idsIn(audit: AuditLog): Promise<string[]> {
  return (await audit.find(EVERYTHING, 10_000)).map(({ id }) => id).reverse();
}

describe('the file', () => {
  it('is one line of JSON for each event, and beside it is the head', async () => {
    const path = await writtenTrail(2);
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.map((line) => (line === '' ? '' : JSON.parse(line).id))).toEqual(['e1', 'e2', '']);
    const { seq, hash } = JSON.parse(lines[1] ?? '');
    expect(JSON.parse(await readFile(headPathOf(path), 'utf8'))).toEqual({ seq, hash });
    expect((await readdir(dirname(path))).sort()).toEqual(['c1-sync.audit.head.json', 'c1-sync.audit.jsonl']);
  });

  it('is for its user only, whatever it was before', async () => {
    const path = await writtenTrail(1);
    await chmod(path, 0o644);
    await openAudit(path);
    for (const file of [path, headPathOf(path)]) expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('is there at once, so that its absence says something', async () => {
    const path = await newTrailPath();
    await openAudit(path);
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null, end: { seq: 0 } });
  });

  it('is continued after a restart', async () => {
    const path = await writtenTrail(3);
    const audit = await openAudit(path);
    await audit.append(eventOf('e4'));
    expect(await idsIn(audit)).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null, end: { seq: 4 } });
  });

  it('is read from its end in pieces', async () => {
    const audit = await openAudit(await writtenTrail(3_000));
    const ids = Array.from({ length: 3_000 }, (_, n) => `e${n + 1}`);
    expect(await idsIn(audit)).toEqual(ids);
    expect(await audit.find(EVERYTHING, 1)).toMatchObject([{ id: 'e3000', seq: 3000 }]);
  });
});

describe('writing', () => {
  it('is one write for all events that come during the one before', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const append = vi.fn<AppendDurably>(async (file, bytes) => {
      await gate;
      await appendDurably(file, bytes);
    });
    const audit = await openAudit(await newTrailPath(), { append });
    const first = audit.append(eventOf('first'));
    await vi.waitFor(() => expect(append).toHaveBeenCalledOnce());
    const rest = Array.from({ length: 50 }, (_, n) => audit.append(eventOf(`e${n}`)));
    expect(await audit.find(EVERYTHING, 1)).toEqual([]);
    open();
    await Promise.all([first, ...rest]);
    expect(append).toHaveBeenCalledTimes(2);
    expect(await idsIn(audit)).toHaveLength(51);
  });

  it('hands on each record once it is durable, in its order, and none that is not', async () => {
    const path = await newTrailPath();
    const handedOn: string[] = [];
    let broken = false;
    const append: AppendDurably = async (file, bytes) => {
      if (broken) throw noSpace();
      await appendDurably(file, bytes);
    };
    const onRecorded = (record: AuditRecord) => void handedOn.push(JSON.stringify(record));
    const audit = await openAudit(path, { append, onRecorded });
    await Promise.all([audit.append(eventOf('e1')), audit.append(eventOf('e2'))]);
    broken = true;
    await expect(audit.append(eventOf('e3'))).rejects.toThrow(StoreFailed);
    broken = false;
    await audit.append(eventOf('e4'));
    expect(`${handedOn.join('\n')}\n`).toBe(await readFile(path, 'utf8'));
  });

  it.each([
    ['nothing', 0],
    ['half a line', 100],
    ['a line and a half', 700],
    ['everything', 100_000],
  ])('that fails after %s leaves nothing of itself, and the next one goes through', async (_what, kept) => {
    let broken = false;
    const append: AppendDurably = async (file, bytes) => {
      if (!broken) return appendDurably(file, bytes);
      await file.appendFile(bytes.subarray(0, kept));
      throw noSpace();
    };
    const path = await newTrailPath();
    const audit = await openAudit(path, { append });
    await audit.append(eventOf('e1'));
    const bytes = await readFile(path, 'utf8');

    broken = true;
    const failing = [audit.append(eventOf('e2')), audit.append(eventOf('e3'))];
    for (const outcome of await Promise.allSettled(failing)) {
      expect(outcome).toMatchObject({ reason: { code: 'store_failed', cause: { code: 'ENOSPC' } } });
    }
    expect(await readFile(path, 'utf8')).toBe(bytes);
    expect(await idsIn(audit)).toEqual(['e1']);

    broken = false;
    await audit.append(eventOf('e4'));
    expect(await idsIn(audit)).toEqual(['e1', 'e4']);
    await audit.close();
    expect(await verifyAuditFile(path)).toMatchObject({ problem: null, end: { seq: 2 } });
  });

  it('that could not take half a line back at once does so before the next', async () => {
    let broken = false;
    const append: AppendDurably = async (file, bytes) => {
      if (!broken) return appendDurably(file, bytes);
      await file.appendFile(bytes.subarray(0, 100));
      vi.spyOn(file, 'truncate').mockRejectedValueOnce(new Error('input/output error'));
      throw noSpace();
    };
    const path = await newTrailPath();
    const audit = await openAudit(path, { append });
    await audit.append(eventOf('e1'));
    broken = true;
    await expect(audit.append(eventOf('e2'))).rejects.toThrow(StoreFailed);
    expect(await readFile(path, 'utf8')).not.toMatch(/\n$/);
    broken = false;
    await audit.append(eventOf('e3'));
    expect(await idsIn(audit)).toEqual(['e1', 'e3']);
  });

  it.each([
    ['was written by others', (path: string) => appendFile(path, '\n')],
    ['was moved away', (path: string) => rename(path, `${path}.1`)],
    ['was emptied', (path: string) => writeFile(path, '')],
  ])('stops when the file %s, and says so once', async (_what, meddle) => {
    const path = await newTrailPath();
    const onLost = vi.fn();
    const audit = await openAudit(path, { onLost });
    await audit.append(eventOf('e1'));
    await meddle(path);
    const left = await readFile(path, 'utf8').catch(() => 'gone');
    await expect(audit.append(eventOf('e2'))).rejects.toThrow(StoreFailed);
    await expect(audit.append(eventOf('e3'))).rejects.toThrow(StoreFailed);
    expect(onLost).toHaveBeenCalledOnce();
    expect(await readFile(path, 'utf8').catch(() => 'gone')).toBe(left);
  });

  it('goes on when the head cannot be written, which then is behind', async () => {
    const path = await writtenTrail(1);
    const warn = vi.fn();
    const audit = await openAudit(path, { log: { ...silent, warn } });
    const head = await readFile(headPathOf(path), 'utf8');
    const temporary = `${headPathOf(path)}.tmp`;
    await mkdir(temporary);
    await audit.append(eventOf('e2'));
    await audit.close();
    expect(warn).toHaveBeenCalledOnce();
    expect(await readFile(headPathOf(path), 'utf8')).toBe(head);
    await rmdir(temporary);
    expect(await idsIn(await openAudit(path))).toEqual(['e1', 'e2']);
  });
});
