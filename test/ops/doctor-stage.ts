import { join } from 'node:path';
import { startC1 } from '../../sandbox/c1/server.ts';
import { startSlack } from '../../sandbox/slack/server.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { examine } from '../../src/examination.ts';
import { line } from '../../src/ops/doctor/report.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type OnFinished, temporaryDirectory } from '../e2e/product.ts';
import type { Mode, Stage } from '../e2e/stage.ts';

/** Slack and C1 with what is needed to start c1-sync between them, which has never run. */
export async function beforeTheFirstStart(
  onFinished: OnFinished,
  mode: Mode = 'socket',
): Promise<Omit<Stage, 'product'>> {
  const [slack, c1] = await Promise.all([startSlack({ mode }), startC1()]);
  onFinished(() => slack.close());
  onFinished(() => c1.close());
  const databasePath = join(temporaryDirectory(onFinished), 'c1-sync.json');
  const env = {
    ...slack.env(),
    C1_CLIENT_ID: c1.clientId,
    C1_CLIENT_SECRET: c1.clientSecret,
    C1_BASE_URL: c1.baseUrl,
    C1_SYNC_ADMINS: slack.workspace.person('ana').id,
    DATABASE_PATH: databasePath,
  };
  return { slack, c1, env, databasePath };
}

/** The lines of an examination in this process. */
export async function linesOf(env: Record<string, string>, clock: Clock = systemClock): Promise<readonly string[]> {
  const { sections } = examine({ env, clock, version: '1.2.3', nodeVersion: '20.19.0' });
  return (await Promise.all(sections)).flat().map(line);
}

/** Those that have to be mended, without their mark. */
export async function illOf(env: Record<string, string>, clock?: Clock): Promise<readonly string[]> {
  return (await linesOf(env, clock)).flatMap((one) => (one.startsWith('✗ ') ? [one.slice(2)] : []));
}
