export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong and what to do; no part of a value that may be secret. */
  readonly problem: string;
}

/** The environment cannot be used. The message has one line for each problem: `VARIABLE: what is wrong; what to do`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, problem }) => `${variable}: ${problem}`).join('\n'));
    this.problems = problems;
  }
}

/**
 * Nobody could ever be granted anything: there is no admin, and no manager in the store.
 * @param store its path, or its name without a password
 */
export function noManagerProblem(store: string): ConfigProblem {
  return {
    variable: 'C1_SYNC_ADMINS',
    problem:
      `is not set, and the store ${store} has no manager, so nobody could ever be allowed anything; set it to ` +
      'the Slack member ids of the people who manage access, separated by commas',
  };
}
