import type { Environment } from './environment.ts';

/** Every secret that was looked up, in each form in which it is one. */
export function everySecret(environment: Environment): readonly string[] {
  return [...environment.secrets].flatMap(withItsKey);
}

/** C1's client secret is a key in wrapping: the key alone is as secret. */
function withItsKey(secret: string): readonly string[] {
  return secret.startsWith('secret-token:') ? [secret, ...secret.split(':').slice(3)] : [secret];
}
