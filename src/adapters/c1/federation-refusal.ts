/**
 * Why C1 does not exchange a token: the words it writes as "Status detail" into its system log (C1 docs, Audit events).
 * Whether the answer of the token endpoint repeats them is not documented, so they are looked for and not relied on.
 */
const CURES = {
  trust_not_found:
    'the tenant has no federation trust with this client id; copy the client id of the trust from C1 into C1_CLIENT_ID',
  issuer_mismatch:
    "the token's issuer (iss) is not that of the trust's provider; enter the issuer in C1, or give c1-sync a token of the right one",
  invalid_jwt_format: 'C1 cannot read the token; put the JWT alone and whole into the file',
  cel_condition_not_met:
    "the token's claims do not meet the condition (CEL) of the trust; compare them, C1's “Test CEL” helps",
  token_too_old:
    'the token was issued more than 10 minutes ago; have its file renewed more often than that (Kubernetes: expirationSeconds: 600)',
  sp_disabled: 'the service principal of the trust is disabled; enable it in C1',
  ip_not_allowed: "this address is not on the trust's IP allowlist; add it in C1",
} as const;

/** @param said what the answer says, in any field */
export function federationCure(said: string): string {
  const reason = Object.entries(CURES).find(([detail]) => said.includes(detail));
  if (reason !== undefined) return `${reason[0]}: ${reason[1]}`;
  return `C1's system log names the reason as the status detail of the token exchange (${Object.keys(CURES).join(', ')})`;
}
