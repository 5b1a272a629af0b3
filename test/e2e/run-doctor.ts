import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const DOCTOR = resolve(import.meta.dirname, '../../dist/doctor.js');

interface Ended {
  readonly code: number | null;
  readonly report: string;
  /** The lines marked ✗, without the mark. */
  readonly ill: readonly string[];
}

/** What the doctor says of an environment. @throws if a secret of it is in that */
export async function runDoctor(env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [DOCTOR], {
    env: { NO_PROXY: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      report += text;
    });
  }
  const code = await new Promise<number | null>((done) => child.once('close', done));
  for (const [name, value] of Object.entries(env)) {
    if (/TOKEN|SECRET/.test(name) && report.includes(value)) throw new Error(`${name} is in the report:\n${report}`);
  }
  return { code, report, ill: report.split('\n').flatMap((line) => (line.startsWith('✗ ') ? [line.slice(2)] : [])) };
}
