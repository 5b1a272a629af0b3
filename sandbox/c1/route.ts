import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';
import type { Tenant } from './tenant.ts';

/** The calls this tenant knows, by the names faults are set on. */
export type RouteName =
  | 'token'
  | 'list-apps'
  | 'get-app'
  | 'list-connectors'
  | 'get-connector'
  | 'force-sync'
  | 'pause'
  | 'resume';

export interface ApiCall {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  /** The ids of the path, decoded; never empty. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST';
  /** `{name}` stands for an id. */
  readonly path: string;
  answer(call: ApiCall, tenant: Tenant): Answer | Promise<Answer>;
}
