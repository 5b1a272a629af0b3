import { isObject, type Json, type JsonObject } from '../../slack/json.ts';

/** Reads JSON that an app wrote: what is missing or of another kind is simply empty. */
export function str(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function num(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function obj(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The words of a text object, whatever its kind. */
export function words(value: Json | undefined): string {
  return isObject(value) ? str(value.text) : str(value);
}

export function blockIdOf(block: JsonObject): string {
  return str(block.block_id);
}

export function actionIdOf(element: JsonObject): string {
  return str(element.action_id);
}
