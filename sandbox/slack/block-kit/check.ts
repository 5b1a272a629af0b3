import { isObject } from '../json.ts';

/** Reports a problem at a JSON pointer, worded as Slack words it in `response_metadata.messages`. */
export type Say = (at: string, problem: string) => void;
export type Check = (value: unknown, at: string, say: Say) => void;

/** Lengths are counted as JavaScript counts them: whoever fits here fits at Slack too. */
export function text({ min = 1, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {}): Check {
  return (value, at, say) => {
    if (typeof value !== 'string') say(at, 'must provide a string');
    else if (value.length < min) say(at, `must be more than ${min - 1} characters`);
    else if (value.length > max) say(at, `must be less than ${max + 1} characters`);
  };
}

export function integer({ min, max }: { min: number; max: number }): Check {
  return (value, at, say) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) say(at, 'must provide an integer');
    else if (value < min || value > max) say(at, `must be between ${min} and ${max}`);
  };
}

export const number: Check = (value, at, say) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) say(at, 'must provide a number');
};

export const flag: Check = (value, at, say) => {
  if (typeof value !== 'boolean') say(at, 'must provide a boolean');
};

export function oneOf(...words: (string | number)[]): Check {
  return (value, at, say) => {
    if (!words.includes(value as string)) say(at, `must be one of: ${words.join(', ')}`);
  };
}

export function matching(pattern: RegExp): Check {
  return (value, at, say) => {
    if (typeof value !== 'string' || !pattern.test(value)) say(at, 'failed to match the required pattern');
  };
}

export function list(of: Check, { min = 0, max }: { min?: number; max: number }): Check {
  return (value, at, say) => {
    if (!Array.isArray(value)) return say(at, 'must provide an array');
    if (value.length < min) say(at, `no fewer than ${min} items allowed`);
    if (value.length > max) return say(at, `no more than ${max} items allowed`);
    for (let index = 0; index < value.length; index += 1) of(value[index], `${at}/${index}`, say);
  };
}

export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
  const needed = Object.keys(required);
  return (value, at, say) => {
    if (!isObject(value)) return say(at, 'must provide an object');
    for (const key of needed) if (value[key] === undefined) say(at, `missing required field: ${key}`);
    for (const key in value) {
      const check = known.get(key);
      if (check) check(value[key], `${at}/${key}`, say);
      else say(at, `invalid additional property: ${key}`);
    }
  };
}

/** Chooses the check by the object's `type`. */
export function byType(kinds: Record<string, Check>): Check {
  const known = new Map(Object.entries(kinds));
  return (value, at, say) => {
    if (!isObject(value)) return say(at, 'must provide an object');
    const check = known.get(String(value.type));
    if (check) check(value, at, say);
    else say(`${at}/type`, `unsupported type: ${value.type}`);
  };
}

/** A rule on top of a shape: about several fields of one object at once. */
export function also(check: Check, rule: (value: Record<string, unknown>, at: string, say: Say) => void): Check {
  return (value, at, say) => {
    check(value, at, say);
    if (isObject(value)) rule(value, at, say);
  };
}

export const anything: Check = () => {};
