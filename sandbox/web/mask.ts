const HIDDEN = '••••';

/** What lets somebody else act, by what it looks like. C1's own are masked where they are recorded (`c1/mask.ts`). */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(xox[a-z]|xapp)-[\w.-]+/g, `$1-${HIDDEN}`],
  [/\/response\/\w+/g, `/response/${HIDDEN}`],
  [/\bticket=\w+/g, `ticket=${HIDDEN}`],
  [/\b\d{13}\.\d+\.[0-9a-f]{32}\b/g, HIDDEN],
  [/\bv0=[0-9a-f]{64}\b/g, `v0=${HIDDEN}`],
  // The verification token: out of use, still in every payload (docs.slack.dev/authentication/verifying-requests-from-slack).
  [/("(?:token|trigger_id)"\s*:\s*")[^"]*"/g, `$1${HIDDEN}"`],
];

export function masked(text: string): string {
  return SECRETS.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), text);
}
