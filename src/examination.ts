import { examineC1 } from './adapters/c1/examine-c1.ts';
import { examineAudit } from './adapters/store/audit/examine-audit.ts';
import { examineStore } from './adapters/store/examine-store.ts';
import { boltLogger } from './bolt-logger.ts';
import type { Env } from './config/environment.ts';
import { readUsableParts, type UsableParts } from './config/usable-parts.ts';
import { ConfigError, readConfig } from './config.ts';
import type { ClockReading } from './domain/clock-reading.ts';
import { type Finding, open } from './domain/finding.ts';
import { createLogger } from './logger.ts';
import { examineClock } from './ops/doctor/clocks.ts';
import { examineDisk } from './ops/doctor/disk.ts';
import { type EnvironmentProblem, examineEnvironment } from './ops/doctor/environment.ts';
import { inTime } from './ops/doctor/in-time.ts';
import { examineNode } from './ops/doctor/node-version.ts';
import type { Clock } from './ports/clock.ts';
import { examineSlack } from './slack/doctor/examine-slack.ts';

const LIMIT_MS = 10_000;
/** Three of Slack's calls can depend on each other, and each may take ten seconds. */
const SLACK_LIMIT_MS = 31_000;
/** The role is asked for after the grant. */
const C1_LIMIT_MS = 20_000;

export interface ExaminationOptions {
  readonly env: Env;
  readonly clock: Clock;
  /** Of c1-sync, such as `1.2.3`. */
  readonly version: string;
  /** Such as `20.19.0`. */
  readonly nodeVersion: string;
}

export interface Examination {
  /** In the order in which they are read; all are under way at once, and none rejects. */
  readonly sections: readonly Promise<readonly Finding[]>[];
  /** False: c1-sync would not start. */
  readonly isEnvironmentUsable: boolean;
  /** To be kept out of everything that is written. */
  readonly secrets: readonly string[];
}

/** Looks at everything that c1-sync needs, as it is set in `env`, and changes nothing. */
export function examine({ env, clock, version, nodeVersion }: ExaminationOptions): Examination {
  const { problems, warnings } = readWhole(env);
  const parts = readUsableParts(env);
  const readings: Readings = { slack: undefined, c1: undefined };
  const slack = inTime('Slack', () => examineSlackPart(parts, clock, readings), { limitMs: SLACK_LIMIT_MS, clock });
  const c1 = inTime('C1', () => examineC1Part(parts, clock, readings, version), { limitMs: C1_LIMIT_MS, clock });
  const ofClock = Promise.all([slack, c1]).then(() => [
    examineClock([readings.slack, readings.c1].filter((reading) => reading !== undefined)),
  ]);
  return {
    sections: [
      Promise.resolve([examineNode(nodeVersion), ...examineEnvironment(problems, warnings)]),
      slack,
      c1,
      ofClock,
      inTime('Store', () => examineRecords(parts, clock), { limitMs: LIMIT_MS, clock }),
    ],
    isEnvironmentUsable: problems.length === 0,
    secrets: parts.secrets,
  };
}

/** In a fixed order, whichever answers first. */
interface Readings {
  slack: ClockReading | undefined;
  c1: ClockReading | undefined;
}

interface Whole {
  readonly problems: readonly EnvironmentProblem[];
  readonly warnings: readonly string[];
}

function readWhole(env: Env): Whole {
  try {
    return { problems: [], warnings: readConfig(env).warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems, warnings: [] };
  }
}

async function examineSlackPart(parts: UsableParts, clock: Clock, readings: Readings) {
  const { apiUrl } = parts;
  if (apiUrl === undefined || (parts.botToken === undefined && parts.mode === undefined)) {
    return [open('Slack', 'not asked, because what is needed for it cannot be used')];
  }
  const { findings, reading } = await examineSlack({ ...parts, apiUrl, clock, logger: boltLogger(silent()) });
  readings.slack = reading;
  return findings;
}

async function examineC1Part({ c1 }: UsableParts, clock: Clock, readings: Readings, version: string) {
  if (c1 === undefined) return [open('C1', 'not asked, because what is needed for it cannot be used')];
  const { baseUrl, credential } = c1;
  const userAgent = `c1-sync-doctor/${version}`;
  const { findings, reading } = await examineC1({ baseUrl, credential, clock, log: silent(), userAgent });
  readings.c1 = reading;
  return findings;
}

async function examineRecords({ database, admins }: UsableParts, clock: Clock): Promise<readonly Finding[]> {
  if (database === undefined) return [open('Store', 'not looked at, because what says where it is cannot be used')];
  const hasAdmins = admins === undefined || admins.length > 0;
  if (database.kind === 'postgres') {
    const { examinePostgres } = await import('./adapters/store/postgres/examine-postgres.ts');
    return examinePostgres({ url: database.url, hasAdmins, now: clock.now() });
  }
  const { path } = database;
  return Promise.all([examineStore({ path, hasAdmins, now: clock.now() }), examineAudit(path), examineDisk(path)]);
}

/** What went wrong is in the findings. */
function silent() {
  return createLogger({ level: 'silent', secrets: [] });
}
