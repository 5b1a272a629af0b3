import { describe, expect, it } from 'vitest';
import {
  BadCredential,
  parseClientId,
  parseClientSecret,
  parsePostedClientSecret,
} from '../../../src/adapters/c1/credential.ts';
import { newKey } from './loopback-c1.ts';

const key = newKey();
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const secretOf = (value: unknown) => `secret-token:conductorone.com:v1:${encode(value)}`;
const GOOD = secretOf(key);

describe('parseClientSecret', () => {
  const { d, ...publicKey } = key;
  it.each([
    ['nothing', '', 'fewer than four parts'],
    ['the shortened form of the docs', 'secret-token:YOUR_SECRET_HERE', 'fewer than four parts'],
    ['three parts', 'secret-token:conductorone.com:v1', 'fewer than four parts'],
    ['another version', GOOD.replace(':v1:', ':v2:'), 'not of version v1'],
    ['no key', 'secret-token:conductorone.com:v1:', 'not base64url'],
    ['padding', `${GOOD}==`, 'not base64url'],
    ['the other base64 alphabet', `${GOOD}+/`, 'not base64url'],
    ['a fifth part', `${GOOD}:more`, 'not base64url'],
    ['a line break inside', `${GOOD.slice(0, 60)}\n${GOOD.slice(60)}`, 'not base64url'],
    ['a lost end', GOOD.slice(0, -20), 'not JSON'],
    ['an array', secretOf([key]), 'not a JSON object'],
    ['JSON null', secretOf('null'), 'not a JSON object'],
    ['an EC key', secretOf({ ...key, kty: 'EC', crv: 'P-256' }), 'not an Ed25519 key'],
    ['an X25519 key', secretOf({ ...key, crv: 'X25519' }), 'not an Ed25519 key'],
    ['only the public key', secretOf(publicKey), 'public key, not the private one'],
    ['a short private key', secretOf({ ...key, d: d.slice(4) }), 'length of an Ed25519 key'],
    ['no public half', secretOf({ ...key, x: undefined }), 'length of an Ed25519 key'],
    ['the public half of another key', secretOf({ ...key, x: newKey().x }), 'does not belong'],
  ])('refuses %s, and says so without showing any of it', (_, text, sentence) => {
    const error = thrownBy(() => parseClientSecret(text));
    expect(error.message).toContain(sentence);
    expect(error.message).toContain('Paste the whole secret');
    for (const part of [d, key.x, encode(key).slice(0, 16)])
      expect(JSON.stringify([error.message, error.stack])).not.toContain(part);
    expect(error.cause).toBeUndefined();
  });

  it('reads the key, and keeps only what a key needs', () => {
    expect(parseClientSecret(secretOf({ ...key, kid: 'k', alg: 'EdDSA', use: 'sig' }))).toEqual(key);
  });

  it('forgives the blank space that comes with pasting', () => {
    expect(parseClientSecret(` ${GOOD}\n`)).toEqual(key);
  });
});

describe('parseClientId', () => {
  it.each([
    '',
    'name',
    'name@host',
    '@host/spc',
    'name@/spc',
    'name@host/',
    'na me@host/spc',
    'n@h@i/spc',
    'n@ho st/spc',
  ])('refuses %j', (text) => {
    expect(thrownBy(() => parseClientId(text)).message).toContain('<name>@<host>/<use>');
  });

  it('notices the secret in its place, and does not show it', () => {
    const { message } = thrownBy(() => parseClientId(GOOD));
    expect(message).toContain('This is the client secret');
    expect(message).not.toContain(GOOD.slice(-20));
  });

  it.each([
    ['brave-otter-1@acme.conductor.one/spc', 'acme.conductor.one'],
    ['x@acme.c1eu.ai/pcc', 'acme.c1eu.ai'],
    ['sandbox@127.0.0.1:4001/spc', '127.0.0.1:4001'],
    [' x@acme.conductor.one/wfe\n', 'acme.conductor.one'],
  ])('finds the host of %j', (text, host) => {
    expect(parseClientId(text)).toEqual({ clientId: text.trim(), host });
  });
});

describe('parsePostedClientSecret', () => {
  it.each(['', 'hunter2', 'secret-token:', 'secret-token:a b'])('refuses %j', (text) => {
    expect(thrownBy(() => parsePostedClientSecret(text)).message).not.toContain('hunter2');
  });

  it.each([GOOD, 'secret-token:YOUR_SECRET_HERE'])('takes a secret of any inner form', (text) => {
    expect(parsePostedClientSecret(` ${text} `)).toBe(text);
  });
});

function thrownBy(work: () => unknown): BadCredential {
  try {
    work();
  } catch (error) {
    if (error instanceof BadCredential) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
