import { parseArgs } from 'node:util';
import { auditPathOf } from './adapters/store/audit/audit-paths.ts';
import { verifyAuditFile } from './adapters/store/audit/verify-file.ts';
import type { Verdict } from './adapters/store/audit/verify-lines.ts';
import { errorCode } from './adapters/store/error-code.ts';
import { readDatabase } from './config/database.ts';
import { Environment, nodeFiles } from './config/environment.ts';

/** Exit codes of sysexits.h. */
const EX_USAGE = 64;
const EX_NOINPUT = 66;

const USAGE = 'Usage: npm run audit verify [-- --file data/c1-sync.audit.jsonl]';

process.exitCode = await run(process.argv.slice(2));

/** For whoever audits: is the trail as it was written? Exit code 0: yes; 1: no. */
async function run(args: readonly string[]): Promise<number> {
  const file = readArguments(args);
  if (file === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return EX_USAGE;
  }
  const trail = await trailOf(file);
  if (trail === undefined) return EX_USAGE;
  try {
    const verdict = await trail.verify();
    process.stdout.write(`${sentence(verdict, trail.name)}\n`);
    return verdict.problem === null ? 0 : 1;
  } catch (error) {
    process.stdout.write(`${unreadable(error, trail.name)}\n`);
    return EX_NOINPUT;
  }
}

interface Trail {
  readonly name: string;
  readonly verify: () => Promise<Verdict>;
}

/** That of a file, else of the store in the environment; undefined: which is wrong, and it was said. */
async function trailOf(file: string | null): Promise<Trail | undefined> {
  if (file !== null) return { name: file, verify: () => verifyAuditFile(file) };
  const environment = new Environment(process.env, nodeFiles);
  const database = readDatabase(environment);
  if (database === undefined) {
    for (const { variable, problem } of environment.problems) process.stderr.write(`${variable}: ${problem}\n`);
    return undefined;
  }
  if (database.kind === 'postgres') {
    const { verifyAuditTable } = await import('./adapters/store/postgres/audit/verify-table.ts');
    return { name: `in ${database.name}`, verify: () => verifyAuditTable(database.url) };
  }
  const path = await auditPathOf(database.path);
  return { name: path, verify: () => verifyAuditFile(path) };
}

/** The file to verify; null: that of the store; undefined: not a command of ours. */
function readArguments(args: readonly string[]): string | null | undefined {
  try {
    const options = { file: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length !== 1 || positionals[0] !== 'verify' || values.file === '') return undefined;
    return values.file ?? null;
  } catch {
    return undefined;
  }
}

function sentence({ end, from, to, problem, unfinished }: Verdict, path: string): string {
  const records = end.seq === 1 ? '1 record' : `${end.seq} records`;
  const span = from === null || to === null ? '' : `, from ${timestamp(from)} to ${timestamp(to)}`;
  if (problem === null) {
    const more = unfinished === 0 ? '' : ` ${unfinished} bytes of one more are not a whole line yet.`;
    return `${records}${span}, chain intact; head ${end.hash}.${more}`;
  }
  const sound =
    end.seq === 0 ? 'None of its records is known to be as it was written' : `As they were written: ${records}${span}`;
  return `The audit trail ${path} does not hold: ${problem}. ${sound}.`;
}

function unreadable(error: unknown, path: string): string {
  if (errorCode(error) === 'ENOENT') {
    return `There is no audit trail ${path}. Say where it is: set DATABASE_PATH to that of c1-sync, or give --file.`;
  }
  return `The audit trail ${path} cannot be read (${errorCode(error) ?? error}).`;
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
