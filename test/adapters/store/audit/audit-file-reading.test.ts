import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { EVERYTHING } from '../../../../src/domain/audit.ts';
import { StoreFailed } from '../../../../src/domain/errors.ts';
import { eventOf } from './events.ts';
import { newTrailPath, openAudit, writtenTrail } from './open-audit.ts';

it('refuses to show what was changed since it was written', async () => {
  const path = await writtenTrail(3);
  const audit = await openAudit(path);
  await writeFile(path, (await readFile(path, 'utf8')).replace('UANA', 'UBEN'));
  await expect(audit.find(EVERYTHING, 10)).rejects.toThrow(/at byte 0 was changed after it was written/);
  await expect(audit.find(EVERYTHING, 10)).rejects.toThrow(StoreFailed);
  await expect(audit.all(EVERYTHING)[Symbol.asyncIterator]().next()).rejects.toThrow(StoreFailed);
  expect(await audit.find(EVERYTHING, 1)).toMatchObject([{ id: 'e3' }]);
});

it('refuses a file from which the end is gone', async () => {
  const path = await writtenTrail(3);
  const audit = await openAudit(path);
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, `${lines.slice(0, 2).join('\n')}\n`);
  await expect(audit.find(EVERYTHING, 1)).rejects.toThrow(StoreFailed);
  const readAll = async () => {
    for await (const record of audit.all(EVERYTHING)) expect(record.seq).toBeLessThan(3);
  };
  await expect(readAll()).rejects.toThrow(/does not end with record 3/);
});

it('looks no further back than a day before what is asked for', async () => {
  const DAY = 24 * 3_600_000;
  const path = await newTrailPath();
  const audit = await openAudit(path);
  await audit.append(eventOf('e1', { at: 30 * DAY }));
  await audit.append(eventOf('wrong clock', { at: 1 * DAY }));
  await audit.append(eventOf('e3', { at: 30 * DAY }));
  const ids = (await audit.find({ ...EVERYTHING, since: 29 * DAY }, 10)).map(({ id }) => id);
  expect(ids).toEqual(['e3']);
});
