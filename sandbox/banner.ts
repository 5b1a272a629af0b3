import type { Reality } from './web/protocol.ts';

const LOCAL = 'local';
const REAL = 'REAL, as configured';

/** All that is printed: where to go, what is real, where to look when something is odd. */
export function banner(url: string, { slack, c1, mode }: Reality, logPath: string): string {
  const nature = (half: 'sandbox' | 'real') => (half === 'sandbox' ? LOCAL : REAL);
  return [
    `c1-sync sandbox: ${url}`,
    '',
    `  Slack          ${nature(slack)} (${mode === 'socket' ? 'Socket Mode' : 'HTTP'})`,
    `  ConductorOne   ${nature(c1)}`,
    `  App's log      ${logPath}`,
    ...(slack === 'real' ? ['', '  Use /c1-sync in your workspace; the page has the switches of ConductorOne.'] : []),
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}
