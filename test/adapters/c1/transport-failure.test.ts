import { describe, expect, it } from 'vitest';
import { transportFailure } from '../../../src/adapters/c1/transport-failure.ts';

/** An error of Node as axios hands it on: code copied, the original as its cause. */
function fromAxios(code: string, syscall?: string): Error {
  const original = Object.assign(new Error('original'), { code, ...(syscall && { syscall }) });
  return Object.assign(new Error('wrapped', { cause: original }), { code, config: { headers: 'a secret' } });
}

describe('whether a request that failed can have reached C1', () => {
  it.each([
    ['ECONNRESET', 'connect'],
    ['ECONNRESET', 'read'],
    ['EHOSTUNREACH', 'read'],
    ['ENETUNREACH', 'write'],
    ['ETIMEDOUT', 'read'],
    ['EPIPE', 'write'],
    ['EPROTO', 'write'],
    ['ECONNREFUSED', undefined],
    ['ERR_CANCELED', undefined],
    ['HPE_INVALID_CONSTANT', undefined],
    ['', undefined],
  ])('%s during %s: maybe', (code, syscall) => {
    expect(transportFailure('POST /x', fromAxios(code, syscall)).reached).toBe('maybe');
  });

  it.each([
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
  ])('%s during %s: no', (code, syscall) => {
    expect(transportFailure('POST /x', fromAxios(code, syscall)).reached).toBe('no');
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
  ])('%s: no, since the request waits for the certificate', (code) => {
    expect(transportFailure('POST /x', fromAxios(code)).reached).toBe('no');
  });

  it('one address of several that was reached: maybe', () => {
    const refused = Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' });
    const reset = Object.assign(new Error(), { code: 'ECONNRESET', syscall: 'read' });
    const both = (...errors: Error[]) =>
      transportFailure('POST /x', Object.assign(new Error('', { cause: new AggregateError(errors) }), { code: 'X1' }));
    expect(both(refused, refused).reached).toBe('no');
    expect(both(refused, reset).reached).toBe('maybe');
  });

  it.each([undefined, null, 'text', 7, new Error('no code')])('%s thrown: maybe', (thrown) => {
    expect(transportFailure('POST /x', thrown)).toMatchObject({
      reached: 'maybe',
      message: expect.stringContaining('UNKNOWN'),
    });
  });

  it('keeps the code and nothing else of what was thrown', () => {
    const error = transportFailure('POST /x', fromAxios('ECONNRESET', 'read'));
    expect(error.message).toBe('POST /x: the connection broke (ECONNRESET)');
    expect(error.cause).toMatchObject({ code: 'ECONNRESET' });
    expect(error.cause).not.toHaveProperty('cause');
    expect(error.cause).not.toHaveProperty('config');
    expect(transportFailure('POST /x', { code: 'Bearer abc' }).message).not.toContain('abc');
  });
});
