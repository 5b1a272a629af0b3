import { TOKEN_PREFIX } from './access-tokens.ts';

const HIDDEN = '••••';

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'dpop']);

/** Secrets by what they look like, wherever they stand: in a body, an address or a header. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/secret-token(:|%3A)[^\s"&<]+/gi, `secret-token:${HIDDEN}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, `eyJ${HIDDEN}`],
  [new RegExp(`\\b${TOKEN_PREFIX}[\\w-]+`, 'g'), `${TOKEN_PREFIX}${HIDDEN}`],
  [/\b(client_secret|client_assertion|access_token|subject_token)=[^&\s"]*/g, `$1=${HIDDEN}`],
  [/"(client_secret|client_assertion|access_token)"\s*:\s*"[^"]*"/g, `"$1":"${HIDDEN}"`],
];

export function maskText(text: string): string {
  return SECRETS.reduce((masked, [pattern, shown]) => masked.replace(pattern, shown), text);
}

/** Keeps the scheme and the last four characters, by which a person tells two tokens apart. */
export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.has(name.toLowerCase()) ? maskCredentials(value) : maskText(value),
    ]),
  );
}

function maskCredentials(value: string): string {
  const [scheme = '', credentials] = value.split(' ', 2);
  if (credentials === undefined || credentials.length < 16) return HIDDEN;
  return `${scheme} ${HIDDEN}${credentials.slice(-4)}`;
}
