const MASK = '[redacted]';

/**
 * What secrets look like when nobody told us their value. The list is of forms, so it also finds a customer's secret
 * that got into an error message.
 */
const KNOWN_FORMS: readonly RegExp[] = [
  // Slack: bot, user, app-level, workflow, legacy, refresh and rotating tokens (`xoxe.xoxb-1-…`); the `xoxd` cookie.
  /\bxox[a-z](?:[-.][\w.%-]+)+/g,
  /\b(?:xapp|xwfp)-[\w-]+/g,
  // Addresses that speak for a person or an app without any other proof: response_url and incoming webhooks.
  /https?:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"'\\<>]*/g,
  /https?:\/\/[^\s"'\\<>]*?\/(?:commands|actions|app)\/[^\s"'\\<>]*/g,
  // C1's client secret, whatever follows; an Authorization header; a JWT or JWE without one.
  /\bsecret-token:[^\s"'\\,;<>]*/g,
  /\bBearer\s+[\w.~+/=-]+/gi,
  // Long enough that it is no word of a sentence about DPoP.
  /\bDPoP\s+[\w.~+/=-]{20,}/gi,
  /\beyJ[\w-]+(?:\.[\w-]*){2,4}/g,
];

const NAMES = 'token|access_token|refresh_token|client_secret|client_assertion|subject_token|response_url|trigger_id';

/** Values that only their name gives away: in form bodies, and in JSON that is a string in the line (`\"token\":\"…`). */
const NAMED_VALUES = new RegExp(`\\b((?:${NAMES})(?:=|\\\\*"\\s*:\\s*\\\\*"))[^\\s"'\\\\&]+`, 'gi');

/**
 * Makes a function that takes the secrets out of a text: these very values, and everything that has the form of one.
 * It leaves a line of JSON a line of JSON.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const values = [...new Set(secrets.filter((secret) => secret !== '').flatMap(spellings))];
  values.sort((a, b) => b.length - a.length);
  const ours = values.length === 0 ? [] : [new RegExp(values.map(escapeRegExp).join('|'), 'g')];
  const patterns = [...ours, ...KNOWN_FORMS];
  return (text) =>
    patterns.reduce((masked, pattern) => masked.replace(pattern, MASK), text).replace(NAMED_VALUES, `$1${MASK}`);
}

/** As it is, as it stands in JSON and in JSON inside JSON, in a form body, and in a URL, which encodes fewer characters. */
function spellings(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  return [secret, inJson, JSON.stringify(inJson).slice(1, -1), inForm, encodeURIComponent(secret)];
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
