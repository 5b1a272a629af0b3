import { type Answer, json } from './answer.ts';

/** google.rpc.Code for an HTTP status, as grpc-gateway maps them (google/rpc/code.proto). */
const RPC_CODES: Readonly<Record<number, number>> = {
  400: 3, // INVALID_ARGUMENT
  401: 16, // UNAUTHENTICATED
  403: 7, // PERMISSION_DENIED
  404: 5, // NOT_FOUND
  405: 12, // UNIMPLEMENTED
  409: 10, // ABORTED
  429: 8, // RESOURCE_EXHAUSTED
  500: 13, // INTERNAL
  503: 14, // UNAVAILABLE
};

const FAILED_PRECONDITION = 9;

/** A refusal in the shape the API uses: google.rpc.Status {code, message, details} (c1-api 4.6, shared/status.ts). */
export function problem(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json({ code: RPC_CODES[status] ?? 2, message, details: [] }, status, headers);
}

/** "400s can be state rejections" (c1-api 4.6). */
export function stateRejection(status: 400 | 409, message: string): Answer {
  return json({ code: status === 400 ? FAILED_PRECONDITION : RPC_CODES[409], message, details: [] }, status);
}

/** A refusal thrown from inside a route. */
export class Refused extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`refused: ${answer.status}`);
    this.answer = answer;
  }
}
