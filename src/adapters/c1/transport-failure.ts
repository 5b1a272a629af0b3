import { C1Unavailable } from '../../domain/errors.ts';

/** Node's `syscall` of errors that come while the connection is being made. */
const CONNECTING = new Set(['connect', 'getaddrinfo']);
/** Of these, those that say that there was none. A reset during `connect` may come from a peer that had accepted. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** OpenSSL's verification codes as Node names them (`tls` documentation, "X509 certificate error codes"). */
const BAD_CERTIFICATE = /CERT|_IN_CHAIN$|^HOSTNAME_MISMATCH$|^UNABLE_TO_(GET|VERIFY|DECODE)_/;

/**
 * What a request that got no whole answer becomes. An axios error holds the request with its token and body, so
 * nothing of it is kept but the code, and a sentence of ours.
 *
 * `reached` is `no` only where no byte of the request can have left: no address, no connection, a certificate that was
 * not trusted. The code alone does not tell: EHOSTUNREACH also ends a connection that has already carried a request.
 * @param call method and path template, such as `GET /api/v1/apps`
 */
export function transportFailure(call: string, error: unknown): C1Unavailable {
  const code = codeOf(error);
  if (BAD_CERTIFICATE.test(code)) return unavailable(`${call}: the certificate is not trusted`, 'no', code);
  if (neverConnected(error)) return unavailable(`${call}: no connection`, 'no', code);
  if (code === 'ERR_BAD_RESPONSE') {
    return unavailable(`${call}: the answer broke off, or was too large`, 'maybe', code);
  }
  return unavailable(`${call}: the connection broke`, 'maybe', code);
}

/** The time for the whole exchange ran out. */
export function timedOut(call: string, timeoutMs: number): C1Unavailable {
  return unavailable(`${call}: no answer within ${timeoutMs} ms`, 'maybe', 'ETIMEDOUT');
}

function unavailable(sentence: string, reached: 'no' | 'maybe', code: string): C1Unavailable {
  const cause = Object.assign(new Error(sentence), { code });
  return new C1Unavailable(`${sentence} (${code})`, reached, { cause });
}

function neverConnected(error: unknown): boolean {
  const { cause, errors, syscall }: { cause?: unknown; errors?: unknown; syscall?: unknown } = Object(error);
  if (typeof syscall === 'string') return CONNECTING.has(syscall) && NO_CONNECTION.has(codeOf(error));
  // A host with several addresses: one error for each of them.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(neverConnected);
  return cause !== undefined && neverConnected(cause);
}

function codeOf(error: unknown): string {
  const { code }: { code?: unknown } = Object(error);
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}
