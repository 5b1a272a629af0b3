import { parseArgs } from 'node:util';
import { ChainBroken } from './adapters/store/audit/chain.ts';
import { copyStore, type Place } from './adapters/store/copy/copy-store.ts';
import { CopyRefused } from './adapters/store/copy/whole-store.ts';
import { StoreUnusable } from './adapters/store/store-unusable.ts';
import { systemClock } from './adapters/system-clock.ts';
import { StoreFailed } from './domain/errors.ts';
import { createMask } from './logging/mask-secrets.ts';
import type { Log } from './ports/log.ts';

/** Exit codes of sysexits.h. */
const EX_USAGE = 64;

const USAGE = `Usage: npm run store copy -- --from data/c1-sync.json --to postgres://user:password@host/database
       npm run store copy -- --from postgres://user:password@host/database --to data/c1-sync.json
Stop c1-sync first. The place it is copied to must be empty; nothing is taken away where it comes from.`;

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

process.exitCode = await run(process.argv.slice(2));

/** For whoever moves from the file to Postgres, or back. Exit code 0: all of it is there; 1: nothing was copied. */
async function run(args: readonly string[]): Promise<number> {
  const places = readArguments(args);
  if (places === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return EX_USAGE;
  }
  const mask = createMask([...passwordsIn(places.from), ...passwordsIn(places.to)]);
  try {
    const { grants, runs, favourites, requests, auditRecords } = await copyStore(places.from, places.to, {
      clock: systemClock,
      log: silent,
    });
    process.stdout.write(
      `Copied and read back: ${grants} grants, ${runs} syncs, favourites of ${favourites} people, ` +
        `${requests} requests for access, ${auditRecords} audit records, chain intact.\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${mask(`Nothing was copied: ${sentence(error)}`)}\n`);
    return 1;
  }
}

function readArguments(args: readonly string[]): { from: Place; to: Place } | undefined {
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length !== 1 || positionals[0] !== 'copy' || !values.from || !values.to) return undefined;
    if (values.from === values.to) return undefined;
    return { from: placeOf(values.from), to: placeOf(values.to) };
  } catch {
    return undefined;
  }
}

function placeOf(text: string): Place {
  return /^postgres(ql)?:\/\//.test(text) ? { kind: 'postgres', url: text } : { kind: 'file', path: text };
}

function passwordsIn(place: Place): readonly string[] {
  if (place.kind === 'file' || !URL.canParse(place.url)) return [];
  const { password } = new URL(place.url);
  return password === '' ? [] : [place.url, password];
}

function sentence(error: unknown): string {
  if (error instanceof CopyRefused || error instanceof StoreUnusable) return error.message;
  if (error instanceof ChainBroken) return `the trail does not hold: a line of it ${error.message}`;
  if (error instanceof StoreFailed) return `what was read cannot be kept: ${error.message}`;
  return `${error instanceof Error ? error.message : error}`;
}
