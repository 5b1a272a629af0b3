import type { JsonObject } from './json.ts';

/** Slack says no: the `error` of an answer with `ok: false`, and what else that answer carries. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly data: JsonObject;

  constructor(code: string, data: JsonObject = {}) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

/** `invalid_blocks` and `invalid_arguments` say where: `[ERROR] must be … [json-pointer:/blocks/0]`. */
export function refusedBecause(code: string, messages: string[]): Refused {
  return new Refused(code, { response_metadata: { messages } });
}
