import type { IncomingMessage } from 'node:http';
import { type Answer, answerOf, rateLimited } from './fault-answer.ts';
import { isObject, type JsonObject } from './json.ts';
import type { ApiCall } from './observed.ts';
import type { createRateLimits } from './rate-limits.ts';
import { readArguments, readBody } from './read-request.ts';
import { Refused } from './refused.ts';
import type { Method } from './web-api/method.ts';
import { methods } from './web-api/methods.ts';
import type { World } from './world.ts';

type Limits = ReturnType<typeof createRateLimits> | undefined;

/** One call of the Web API, from the request to the answer; every call is noted, refused ones too. */
export function createApi(world: World, limits: Limits, signal: AbortSignal) {
  return async function answerCall(request: IncomingMessage, name: string): Promise<Answer> {
    const began = performance.now();
    const body = await readBody(request);
    const { args, problem } = readAll(request, body);
    const given = tokenOf(request, args);
    const { token: _, ...shown } = args;
    const call: ApiCall = {
      method: name,
      args: shown,
      at: world.now(),
      token: world.tokens.kindOf(given),
      status: 0,
      response: {},
      ms: 0,
    };
    world.log.apiCalls.push(call);
    const answer = problem ? refusal(problem) : await decide(call, args);
    call.status = answer.lost ? 0 : answer.status;
    call.response = isObject(answer.body) ? answer.body : { body: answer.body };
    call.ms = performance.now() - began;
    world.changes.tell({ kind: 'api_call', call });
    return answer;
  };

  async function decide(call: ApiCall, args: JsonObject): Promise<Answer> {
    const fault = world.faults.take(call.method);
    const early = fault && (await answerOf(fault, signal));
    if (early) return early;
    const answer = run(call, args);
    return fault === 'do-then-reset' ? { ...answer, lost: true } : answer;
  }

  function run(call: ApiCall, args: JsonObject): Answer {
    const method = methods.get(call.method);
    try {
      // docs.slack.dev/reference/methods: `unknown_method` names what was asked for.
      if (!method) throw new Refused('unknown_method', { req_method: call.method });
      refuseToken(world, method, call.token);
      refuseMissingScope(world, method);
      const wait = limits?.(call.method, method, args) ?? 0;
      if (wait > 0) return rateLimited(wait);
      const headers = scopeHeaders(world, method);
      return { status: 200, headers, body: { ok: true, ...method.run(world, args) } };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const answer = refusal(error);
      return method ? { ...answer, headers: scopeHeaders(world, method) } : answer;
    }
  }
}

function readAll(request: IncomingMessage, body: string): { args: JsonObject; problem?: Refused } {
  try {
    return { args: readArguments(request, body) };
  } catch (error) {
    if (error instanceof Refused) return { args: {}, problem: error };
    throw error;
  }
}

function refusal({ code, data }: Refused): Answer {
  return { status: 200, headers: {}, body: { ok: false, error: code, ...data } };
}

/** In the Authorization header or as an argument (docs.slack.dev/authentication/tokens). */
function tokenOf(request: IncomingMessage, args: JsonObject): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? (typeof args.token === 'string' ? args.token : undefined);
}

/** docs.slack.dev/reference/methods/auth.test: not_authed, invalid_auth, not_allowed_token_type, token_revoked. */
function refuseToken({ tokens }: World, method: Method, token: ApiCall['token']): void {
  if (token === 'none') throw new Refused('not_authed');
  if (token === 'unknown') throw new Refused('invalid_auth');
  const revoked = tokens.revokedWith(token);
  if (revoked) throw new Refused(revoked);
  if (token !== method.token) throw new Refused('not_allowed_token_type');
}

/** docs.slack.dev/authentication/installing-with-oauth: `missing_scope` with what is needed and what is there. */
function refuseMissingScope({ tokens }: World, method: Method): void {
  const missing = method.scopes.find((scope) => !tokens.scopes.includes(scope));
  if (missing) throw new Refused('missing_scope', { needed: missing, provided: tokens.scopes.join(',') });
}

function scopeHeaders({ tokens }: World, method: Method): Record<string, string> {
  const scopes = method.token === 'app' ? 'connections:write' : tokens.scopes.join(',');
  return { 'x-oauth-scopes': scopes, 'x-accepted-oauth-scopes': method.scopes.join(',') };
}
