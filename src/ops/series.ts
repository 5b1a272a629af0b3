import type { Counts, Durations, Reading } from '../ports/metrics.ts';
import { c1Call, httpStatus, type Label, reason, result, slackMethod, storeFile, verb } from './label-values.ts';

/** One metric as Prometheus knows it; alerts and dashboards rely on its name. */
interface Series {
  readonly name: string;
  readonly help: string;
}

interface LabelledSeries<Labels> extends Series {
  readonly labels: { readonly [Name in keyof Labels]: Label };
}

interface DurationSeries<Labels> extends LabelledSeries<Labels> {
  /** Upper bounds, in seconds. */
  readonly buckets: number[];
}

/** Of one label at most. */
export const COUNTS: { readonly [What in keyof Counts]: LabelledSeries<Counts[What]> } = {
  command: {
    name: 'c1sync_commands_total',
    help: 'Commands of people who were identified, by verb.',
    labels: { verb },
  },
  refusal: {
    name: 'c1sync_refusals_total',
    help: 'Attempts of people who may not, by reason.',
    labels: { reason },
  },
  sync: {
    name: 'c1sync_syncs_total',
    help: 'Answers of C1 to requests (queued, unclear, refused), and ends of syncs (the others).',
    labels: { result },
  },
  plainerBlocks: {
    name: 'c1sync_plainer_blocks_total',
    help: 'Messages sent again in plainer blocks, because Slack refused the first ones.',
    labels: {},
  },
};

/** A call ends after some 10 s at most. */
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const DURATIONS: { readonly [What in keyof Durations]: DurationSeries<Durations[What]> } = {
  sync: {
    name: 'c1sync_sync_duration_seconds',
    help: 'How long syncs that finished took, by the times of C1.',
    labels: {},
    buckets: [10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800],
  },
  c1Request: {
    name: 'c1sync_c1_request_seconds',
    help: 'Requests to ConductorOne, by path template and HTTP status ("none": no answer).',
    labels: { call: c1Call, status: httpStatus },
    buckets: CALL_BUCKETS,
  },
  slackRequest: {
    name: 'c1sync_slack_request_seconds',
    help: 'Requests to Slack until the answer began, by method ("other": none of the Web API) and HTTP status.',
    labels: { method: slackMethod, status: httpStatus },
    buckets: CALL_BUCKETS,
  },
  storeWrite: {
    name: 'c1sync_store_write_seconds',
    help: 'Durable writes that went through, of the store and of the audit trail.',
    labels: { file: storeFile },
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  },
};

export const READINGS: Readonly<Record<Reading, Series>> = {
  ready: { name: 'c1sync_ready', help: '1 while commands are answered, else 0.' },
  connectors: { name: 'c1sync_connectors', help: 'Connectors in the index.' },
  indexAgeSeconds: {
    name: 'c1sync_index_age_seconds',
    help: 'Since the connectors were last read from C1, or since the start while they never were.',
  },
  socketConnections: {
    name: 'c1sync_socket_connections',
    help: 'Lines to Slack that are connected, of two; in Socket Mode only.',
  },
  followedConnectors: {
    name: 'c1sync_followed_connectors',
    help: 'Connectors with a sync whose end has not been told.',
  },
};
