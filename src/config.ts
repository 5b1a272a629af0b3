import { type C1Settings, readC1Settings } from './config/c1-settings.ts';
import { ConfigError, noManagerProblem } from './config/config-error.ts';
import { type DatabaseSettings, databaseWarnings, readDatabase } from './config/database.ts';
import { type Env, Environment, type Files, nodeFiles } from './config/environment.ts';
import { everySecret } from './config/every-secret.ts';
import { misspeltVariables } from './config/misspelt-variables.ts';
import { readSlackSettings, type SlackSettings } from './config/slack-settings.ts';
import { readInteger, readSyncSettings, type SyncSettings } from './config/sync-settings.ts';

export { ConfigError, noManagerProblem } from './config/config-error.ts';
export { variableNames } from './config/variables.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config extends SyncSettings {
  readonly slack: SlackSettings;
  readonly c1: C1Settings;
  /** 0: any free one. */
  readonly port: number;
  readonly database: DatabaseSettings;
  /** Whether each record of the audit trail is written to standard output as well. */
  readonly auditStdout: boolean;
  readonly logLevel: LogLevel;
  /** Every secret value, for the log to mask. */
  readonly secrets: readonly string[];
  /** Sentences for the operator about what is odd but can be lived with. */
  readonly warnings: readonly string[];
}

/**
 * Reads the whole configuration, once. An empty or blank variable counts as unset.
 * @throws ConfigError with all problems at once, each with its cure and without any part of a secret
 */
export function readConfig(env: Env, files: Files = nodeFiles): Config {
  const environment = new Environment(env, files);
  const slack = readSlackSettings(environment);
  const c1 = readC1Settings(environment);
  const sync = readSyncSettings(environment);
  const port = readInteger(environment, 'PORT', { from: 0, to: 65_535, otherwise: 3000 });
  const database = readDatabase(environment);
  const auditStdout = readAuditStdout(environment);
  const logLevel = readLogLevel(environment);

  // A store that exists may have a manager; app.ts looks when it is open.
  if (!environment.isSet('C1_SYNC_ADMINS') && database?.kind === 'file' && !files.exists(database.path)) {
    environment.problems.push(noManagerProblem(database.path));
  }
  const incomplete =
    !slack || !c1 || !sync || port === undefined || !database || !logLevel || auditStdout === undefined;
  if (incomplete || environment.problems.length > 0) throw new ConfigError(environment.problems);

  const secrets = everySecret(environment);
  const warnings = [...misspeltVariables(env), ...databaseWarnings(database)];
  return deepFreeze({ slack, c1, ...sync, port, database, auditStdout, logLevel, secrets, warnings });
}

function readAuditStdout(environment: Environment): boolean | undefined {
  const text = environment.get('C1_SYNC_AUDIT_STDOUT')?.toLowerCase() ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  return environment.problem(
    'C1_SYNC_AUDIT_STDOUT',
    'is neither true nor false; write one of them, or unset it for false',
  );
}

function readLogLevel(environment: Environment): LogLevel | undefined {
  const text = environment.get('LOG_LEVEL')?.toLowerCase() ?? 'info';
  const level = LOG_LEVELS.find((known) => known === text);
  return level ?? environment.problem('LOG_LEVEL', `is unknown; write one of ${LOG_LEVELS.join(', ')}`);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
