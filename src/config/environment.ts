import { existsSync, readFileSync } from 'node:fs';
import { createMask } from '../logging/mask-secrets.ts';
import type { ConfigProblem } from './config-error.ts';
import { namesOf, type VariableName, variable } from './variables.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The two things the configuration asks of the file system. `read` throws as node:fs does. */
export interface Files {
  read(path: string): string;
  exists(path: string): boolean;
}

export const nodeFiles: Files = {
  read: (path) => readFileSync(path, 'utf8'),
  exists: existsSync,
};

/** `broken`: it is set in a way that has been reported as a problem. */
type Lookup = { readonly value: string; readonly fromFile: boolean } | 'unset' | 'broken';

/** Looks values up under their name, alias and `_FILE`, and collects what is wrong with them. */
export class Environment {
  readonly problems: ConfigProblem[] = [];
  /** Every secret value that was looked up, used or not. */
  readonly secrets = new Set<string>();
  readonly #env: Env;
  readonly #files: Files;
  readonly #lookups = new Map<VariableName, Lookup>();

  constructor(env: Env, files: Files) {
    this.#env = env;
    this.#files = files;
  }

  problem(variableName: string, problem: string): undefined {
    this.problems.push({ variable: variableName, problem });
  }

  /** The trimmed value; undefined when unset, blank or broken. */
  get(name: VariableName): string | undefined {
    const found = this.#lookup(name);
    return typeof found === 'object' ? found.value : undefined;
  }

  /** Whether somebody meant to set it. */
  isSet(name: VariableName): boolean {
    return this.#lookup(name) !== 'unset';
  }

  /** Whether its value stands in a file, so that it may change while the process runs. */
  isFromFile(name: VariableName): boolean {
    const found = this.#lookup(name);
    return typeof found === 'object' && found.fromFile;
  }

  /** The same environment, with nothing looked up yet. */
  readAnew(): Environment {
    return new Environment(this.#env, this.#files);
  }

  /** Like `get`, and it is a problem when it is unset. */
  require(name: VariableName, cure: string): string | undefined {
    return this.isSet(name) ? this.get(name) : this.problem(name, `is not set; ${cure}`);
  }

  #lookup(name: VariableName): Lookup {
    const known = this.#lookups.get(name);
    if (known !== undefined) return known;
    const found = this.#oneOf(
      name,
      namesOf(name).map((spelling) => this.#read(spelling, name)),
    );
    this.#lookups.set(name, found);
    return found;
  }

  #oneOf(name: VariableName, spellings: readonly Lookup[]): Lookup {
    const set = spellings.filter((found) => typeof found === 'object');
    const values = new Set(set.map(({ value }) => value));
    if (variable(name).secret) for (const value of values) this.secrets.add(value);
    if (spellings.includes('broken')) return 'broken';
    const [value] = values;
    if (value === undefined) return 'unset';
    if (values.size === 1) return { value, fromFile: set.some(({ fromFile }) => fromFile) };
    this.problem(name, `and ${namesOf(name)[1]} have different values; unset one of them`);
    return 'broken';
  }

  /** @param spelling the name itself or the alias */
  #read(spelling: string, name: VariableName): Lookup {
    const value = this.#plain(spelling);
    const path = variable(name).file ? this.#plain(`${spelling}_FILE`) : 'unset';
    if (path === 'unset') return value;
    if (value === 'broken' || path === 'broken') return 'broken';
    if (value === 'unset') return this.#readFile(`${spelling}_FILE`, path.value);
    this.problem(spelling, `is set and so is ${spelling}_FILE; unset one of them`);
    return 'broken';
  }

  #plain(spelling: string): Lookup {
    const value = this.#env[spelling]?.trim();
    if (value === undefined || value === '') return 'unset';
    if (!/^(["']).*\1$/s.test(value)) return { value, fromFile: false };
    this.problem(spelling, 'is in quotes; remove them (docker --env-file takes them as part of the value)');
    return 'broken';
  }

  #readFile(spelling: string, path: string): Lookup {
    const safePath = looksLikePath(path) ? createMask([])(path) : 'it names';
    try {
      const value = this.#files.read(path).trim();
      if (value !== '') return { value, fromFile: true };
      this.problem(spelling, `the file ${safePath} is empty; write the secret into it`);
    } catch (error) {
      const why = causes[error instanceof Error && 'code' in error ? String(error.code) : ''] ?? 'cannot be read';
      this.problem(spelling, `the file ${safePath} ${why}; put the path of a readable file here`);
    }
    return 'broken';
  }
}

/** Absolute, dotted, or of short names: somebody may have put the secret itself here, and that must not be repeated. */
function looksLikePath(text: string): boolean {
  return /^(\.{0,2}\/|[a-z]:\\)/i.test(text) || /^[\w.-]{1,24}(\/[\w.-]{1,24})+$/.test(text);
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist (ENOENT)',
  EACCES: 'may not be read by this user (EACCES)',
  EISDIR: 'is a directory (EISDIR)',
  ENOTDIR: 'does not exist, a part of its path is not a directory (ENOTDIR)',
};
