import { newId, newSecret } from './ids.ts';

/** What c1-sync asks for in its manifest. */
export const theUsualScopes = [
  'commands',
  'chat:write',
  'chat:write.public',
  'im:write',
  'files:write',
  'users:read',
  'usergroups:read',
];

export type TokenKind = 'bot' | 'app';

export interface Tokens {
  readonly bot: string;
  readonly app: string;
  readonly signingSecret: string;
  /** The old verification token, still in every payload. */
  readonly verification: string;
  scopes: string[];
  kindOf(token: string | undefined): TokenKind | 'none' | 'unknown';
  revoke(which: TokenKind, error: string): void;
  revokedWith(which: TokenKind): string | undefined;
}

export function createTokens(scopes: string[] = theUsualScopes): Tokens {
  const bot = `xoxb-1000000000-2000000000-${newSecret(12)}`;
  const app = `xapp-1-${newId('A')}-3000000000-${newSecret(32)}`;
  const revoked = new Map<TokenKind, string>();
  return {
    bot,
    app,
    signingSecret: newSecret(16),
    verification: newSecret(12),
    scopes: [...scopes],
    kindOf(token) {
      if (token === undefined || token === '') return 'none';
      if (token === bot) return 'bot';
      return token === app ? 'app' : 'unknown';
    },
    revoke: (which, error) => void revoked.set(which, error),
    revokedWith: (which) => revoked.get(which),
  };
}
