import type { Environment } from './environment.ts';

/** Every secret that was looked up, in each form in which it is one. */
export function everySecret(environment: Environment): readonly string[] {
  return [...environment.secrets].flatMap((secret) => [...withItsKey(secret), ...passwordIn(secret)]);
}

/** A URL of a database has a password in it, as it is and as it may be written elsewhere. */
function passwordIn(secret: string): readonly string[] {
  if (!/^postgres(ql)?:/.test(secret) || !URL.canParse(secret)) return [];
  const { password } = new URL(secret);
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** C1's client secret is a key in wrapping: the key alone is as secret. */
function withItsKey(secret: string): readonly string[] {
  return secret.startsWith('secret-token:') ? [secret, ...secret.split(':').slice(3)] : [secret];
}
