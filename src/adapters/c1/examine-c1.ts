import { type ClockReading, readClock } from '../../domain/clock-reading.ts';
import { C1SyncError, CredentialRefused } from '../../domain/errors.ts';
import { type Finding, ill, open, well } from '../../domain/finding.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { GrantedToken } from './access-token.ts';
import { createC1Client } from './client.ts';
import type { C1Credential } from './credential.ts';
import { examineRole } from './examine-role.ts';
import { createHttp, type Http } from './http.ts';
import { createTokenGrant } from './token-grant.ts';

const WHAT = 'C1 credential';

const MINUTE = 60_000;

export interface C1ToExamine {
  /** Origin of the tenant. */
  readonly baseUrl: string;
  readonly credential: C1Credential;
  readonly clock: Clock;
  readonly log: Log;
  readonly userAgent: string;
}

export interface C1Examined {
  readonly findings: readonly Finding[];
  /** Undefined: C1's token endpoint was not asked, or gave no answer. */
  readonly reading: ClockReading | undefined;
}

/** Asks C1 for a token, and with it what can be listed. Changes nothing there; the grant is in C1's log. */
export async function examineC1(c1: C1ToExamine): Promise<C1Examined> {
  const { baseUrl, credential, clock, log } = c1;
  let reading: ClockReading | undefined;
  const http = noting(createHttp(c1), (date) => {
    reading = readClock('C1', date, clock.now()) ?? reading;
  });
  try {
    const askForToken = createTokenGrant({
      http,
      baseUrl,
      credential: () => credential,
      clock,
      log,
      random: Math.random,
    });
    const granted = await askForToken();
    const client = createC1Client({ ...c1, credential: reusing(granted, credential) });
    const role = await examineRole(client);
    const findings =
      credential.kind === 'access_token' ? ofReadyToken(role) : [describe(granted, credential.kind), role];
    return { findings, reading };
  } catch (error) {
    if (!(error instanceof C1SyncError)) throw error;
    return { findings: [ill(WHAT, error.message, cure(error, credential.kind))], reading };
  }
}

/** A second grant would be one more event in the log of the tenant; a token bound to a key cannot do without. */
function reusing({ value, key }: GrantedToken, credential: C1Credential): C1Credential {
  return key === null ? { kind: 'access_token', token: value } : credential;
}

/** Nobody is asked for it, so that it is good shows only when something is listed with it. */
function ofReadyToken(role: Finding): readonly Finding[] {
  const said = 'C1_ACCESS_TOKEN is used as it is; when it ends, c1-sync cannot renew it';
  if (role.kind !== 'ill') return [well(WHAT, said), role];
  return [open(WHAT, said), { ...role, cure: `if C1_ACCESS_TOKEN has ended, set a new one; if not: ${role.cure}` }];
}

function describe({ key, lifetimeMs }: GrantedToken, kind: C1Credential['kind']): Finding {
  const bound = key === null ? '' : ', bound to a key (DPoP)';
  return well(WHAT, `C1 accepts it (${kind}); a token lasts ${Math.round(lifetimeMs / MINUTE)} min${bound}`);
}

function cure(error: C1SyncError, kind: C1Credential['kind']): string {
  if (error instanceof CredentialRefused) {
    if (error.skewMs !== null) return "set this machine's clock right (NTP); the credential itself may be well";
    if (kind === 'token_exchange') {
      return 'mend what that says: the federation trust in C1, C1_CLIENT_ID, or the token in C1_OIDC_TOKEN_FILE';
    }
    return 'look at the credential in C1: its end, whether its service principal is enabled, its IP allowlist; or create a new one and set C1_CLIENT_ID and C1_CLIENT_SECRET';
  }
  return 'see whether C1_BASE_URL (or the host in C1_CLIENT_ID) is that of your tenant, and whether this machine can reach it over HTTPS (HTTPS_PROXY is honoured)';
}

/** Shows the header `Date` of each answer. */
function noting(http: Http, note: (date: string | undefined) => void): Http {
  return {
    send: async (request) => {
      const answer = await http.send(request);
      note(answer.date);
      return answer;
    },
  };
}
