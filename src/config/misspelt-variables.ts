import type { Env } from './environment.ts';
import { namesOf, variable, variableNames } from './variables.ts';

const known = variableNames.flatMap((name) =>
  namesOf(name).flatMap((spelling) => (variable(name).file ? [spelling, `${spelling}_FILE`] : [spelling])),
);

/** One sentence for each variable that is set, is not ours, and looks like one of ours written wrongly. */
export function misspeltVariables(env: Env): readonly string[] {
  return Object.keys(env)
    .filter((name) => /^(SLACK|C1|CONDUCTORONE)_/.test(name) && !known.includes(name) && env[name]?.trim())
    .flatMap((name) => {
      const meant = known.find((candidate) => distance(name, candidate) <= 2);
      return meant === undefined ? [] : [`${name} is not a variable of c1-sync; did you mean ${meant}?`];
    });
}

/** Levenshtein's: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
