import { type Answer, json } from './answer.ts';
import type { Fault, InstantFault, StatusFault } from './faults.ts';
import { problem } from './problem.ts';

/** What becomes of an answer on its way out. */
export type Delivery =
  | { readonly how: 'whole' | 'half'; readonly answer: Answer }
  | { readonly how: 'reset' }
  | { readonly how: 'silence' };

/** Runs the real call, or does not, and says what the client shall get. A delay is no concern of this. */
export async function deliver(fault: InstantFault | undefined, act: () => Promise<Answer>): Promise<Delivery> {
  if (typeof fault === 'object') return whole(statusAnswer(fault));
  switch (fault) {
    case undefined:
      return whole(await act());
    case 'html-200':
      return whole(html(200, 'Sign in', '<form action="/login"><input name="email"></form>'));
    case 'html-502':
      return whole(html(502, '502 Bad Gateway', '<hr>nginx'));
    case 'empty-200':
      return whole({ status: 200, headers: {}, body: '' });
    case 'half-body':
      return { how: 'half', answer: await act() };
    case 'reset-before-read':
      return { how: 'reset' };
    case 'reset-after-accept':
      await act();
      return { how: 'reset' };
    case 'status-after-accept':
      await act();
      return whole(problem(503, 'upstream connect error'));
    case 'never-answer':
      return { how: 'silence' };
    case 'never-answer-after-accept':
      await act();
      return { how: 'silence' };
  }
}

/** How late, and what else. */
export function splitDelay(fault: Fault | undefined): {
  readonly delayMs: number;
  readonly instant: InstantFault | undefined;
} {
  return typeof fault === 'object' && 'delayMs' in fault
    ? { delayMs: fault.delayMs, instant: fault.and }
    : { delayMs: 0, instant: fault };
}

/** A fault in words, for the log. */
export function nameFault(fault: Fault): string {
  if (typeof fault === 'string') return fault;
  if ('status' in fault) return `status ${fault.status}`;
  const and = fault.and === undefined ? '' : ` and ${nameFault(fault.and)}`;
  return `${fault.delayMs} ms late${and}`;
}

function statusAnswer({ status, body, headers, retryAfter }: StatusFault): Answer {
  const wait = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter?.toString();
  const all = { ...(wait === undefined ? {} : { 'Retry-After': wait }), ...headers };
  if (body === undefined) return problem(status, `the sandbox was told to answer ${status}`, all);
  if (typeof body !== 'string') return json(body, status, all);
  return { status, headers: { 'Content-Type': 'text/plain', ...all }, body };
}

function html(status: number, title: string, content: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1>${content}</body></html>`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

function whole(answer: Answer): Delivery {
  return { how: 'whole', answer };
}
