import { isObject, type JsonObject } from './json.ts';

/** Objects deep, everything else replaced: how a test forges part of a payload. */
export function merge(base: JsonObject, over: JsonObject | undefined): JsonObject {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over ?? {})) {
    const below = merged[key];
    merged[key] = isObject(value) && isObject(below) ? merge(below, value) : value;
  }
  return merged;
}
