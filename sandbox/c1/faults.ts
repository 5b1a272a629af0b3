import type { RouteName } from './route.ts';

/** An answer in place of the real one; nothing is done. `body` that is no string is sent as JSON. */
export interface StatusFault {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Both forms of Retry-After: seconds, or the HTTP date of this moment (RFC 9110 section 10.2.3). */
  readonly retryAfter?: number | Date;
}

/** The work is done at once, the answer (or what `and` makes of it) comes late, in real time. */
export interface DelayFault {
  readonly delayMs: number;
  readonly and?: InstantFault;
}

/**
 * What can go wrong between a request and its answer. The request takes effect only with 'half-body',
 * 'reset-after-accept', 'status-after-accept', 'never-answer-after-accept' and a delay (c1-api 4.8).
 */
export type Fault = DelayFault | InstantFault;

export type InstantFault =
  | StatusFault
  | 'html-200'
  | 'html-502'
  | 'empty-200'
  | 'half-body'
  | 'reset-before-read'
  | 'reset-after-accept'
  | 'status-after-accept'
  | 'never-answer'
  | 'never-answer-after-accept';

/** A route by name; 'api': all but the token endpoint; '*': all; or a pattern on `METHOD /path?query`. */
export type RoutePattern = RouteName | 'api' | '*' | RegExp;

export interface FaultRule {
  readonly id: number;
  readonly route: RoutePattern;
  readonly fault: Fault;
  /** How often it will still strike; Infinity: always. */
  readonly left: number;
}

export interface Faults {
  /** Strikes the next `times` requests of the route. */
  next(route: RoutePattern, fault: Fault, times?: number): FaultRule;
  /** Strikes until taken away, whenever no `next` does; of several, the oldest. */
  always(route: RoutePattern, fault: Fault): FaultRule;
  remove(id: number): void;
  clear(): void;
  /** Those that can still strike. */
  readonly active: readonly FaultRule[];
}

export interface FaultQueue extends Faults {
  /** The fault this request runs into, used up by one. */
  take(route: RouteName | null, methodAndPath: string): Fault | undefined;
}

export function createFaults(onChange: () => void): FaultQueue {
  let rules: FaultRule[] = [];
  let lastId = 0;
  const change = (next: FaultRule[]) => {
    rules = next;
    onChange();
  };
  const add = (route: RoutePattern, fault: Fault, left: number): FaultRule => {
    const rule = { id: ++lastId, route, fault, left };
    change([...rules, rule]);
    return rule;
  };
  return {
    next: (route, fault, times = 1) => add(route, fault, times),
    always: (route, fault) => add(route, fault, Number.POSITIVE_INFINITY),
    remove: (id) => change(rules.filter((rule) => rule.id !== id)),
    clear: () => change([]),
    get active() {
      return rules;
    },
    take(route, methodAndPath) {
      const struck = rules.filter((rule) => strikes(rule.route, route, methodAndPath));
      const rule = struck.find(({ left }) => Number.isFinite(left)) ?? struck[0];
      if (rule === undefined) return undefined;
      if (Number.isFinite(rule.left)) {
        const used = { ...rule, left: rule.left - 1 };
        change(rules.flatMap((other) => (other.id !== rule.id ? [other] : used.left > 0 ? [used] : [])));
      }
      return rule.fault;
    },
  };
}

function strikes(pattern: RoutePattern, route: RouteName | null, methodAndPath: string): boolean {
  if (pattern instanceof RegExp) return methodAndPath.search(pattern) >= 0;
  if (pattern === '*') return true;
  return pattern === 'api' ? route !== null && route !== 'token' : pattern === route;
}
