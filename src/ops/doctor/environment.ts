import { type Finding, ill, open, well } from '../../domain/finding.ts';

const WHAT = 'Environment';

export interface EnvironmentProblem {
  readonly variable: string;
  /** What is wrong and what to do, separated by a semicolon, or as two sentences. */
  readonly problem: string;
}

/**
 * @param problems all of them; none: c1-sync can start
 * @param warnings sentences about what is odd but can be lived with
 */
export function examineEnvironment(
  problems: readonly EnvironmentProblem[],
  warnings: readonly string[],
): readonly Finding[] {
  const odd = warnings.map((warning) => open(WHAT, warning));
  if (problems.length === 0) return [well(WHAT, 'complete, and every value has its form'), ...odd];
  return [...problems.map(findingOf), ...odd];
}

function findingOf({ variable, problem }: EnvironmentProblem): Finding {
  const [, said = problem, cure = 'correct it'] = /^(.*?)(?:; |\. )(.*)$/s.exec(problem) ?? [];
  return ill(variable, said, cure);
}
