import type { Finding } from '../../domain/finding.ts';
import { oneLine } from '../../domain/plain-text.ts';

const MARKS = { well: '✓', ill: '✗', open: '–' } as const;

/** EX_CONFIG of sysexits.h, as the app itself exits with such an environment. */
const EX_CONFIG = 78;

/** `✓ Disk: …`, `✗ Disk: … → what to do` or `– Disk: …`; one line, whatever Slack and C1 put into their texts. */
export function line(finding: Finding): string {
  const cure = finding.kind === 'ill' ? ` → ${finding.cure}` : '';
  return `${MARKS[finding.kind]} ${oneLine(`${finding.what}: ${finding.said}${cure}`)}`;
}

/** The last line: how many of each. */
export function summary(findings: readonly Finding[]): string {
  const count = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
  const rest = count('open') === 0 ? '' : `, ${count('open')} – (does not apply, or cannot be told from here)`;
  const verdict = count('ill') === 0 ? 'Nothing has to be mended' : 'What is marked ✗ has to be mended';
  return `${verdict}: ${count('well')} ✓, ${count('ill')} ✗${rest}.`;
}

/** 0: nothing has to be mended; 1: something has; 78: c1-sync would not even start with this environment. */
export function exitCode(findings: readonly Finding[], isEnvironmentUsable: boolean): number {
  if (!isEnvironmentUsable) return EX_CONFIG;
  return findings.some(({ kind }) => kind === 'ill') ? 1 : 0;
}
