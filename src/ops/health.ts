/** One thing that must be so before commands can be answered. */
export interface Check {
  readonly name: string;
  ok(): boolean;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
}

export function readiness(checks: readonly Check[]): Readiness {
  const results = Object.fromEntries(checks.map((check) => [check.name, check.ok()]));
  return { ready: Object.values(results).every(Boolean), checks: results };
}
