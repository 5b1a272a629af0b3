import type { ServerResponse } from 'node:http';
import type { World } from '../world.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { nextChangeIn } from './next-change.ts';
import type { Toast, TrafficEntry } from './protocol.ts';
import { stateFor } from './state.ts';
import { type Traffic, watchTraffic } from './traffic.ts';

/** Changes in this time are told as one: a single click is a dozen of them. */
const COALESCE_MS = 30;

export interface Events {
  /** From now on pages see this world; those that are open too. */
  show(world: World): void;
  add(response: ServerResponse, as: string): void;
  close(): void;
}

/** Tells every open page what changes, at once and without being asked. */
export function createEvents(): Events {
  const streams = new Set<EventStream>();
  const behind = new Set<EventStream>();
  const newTraffic = new Map<string, TrafficEntry>();
  let world: World | undefined;
  let traffic: Traffic | undefined;
  let flushTimer: NodeJS.Timeout | undefined;
  let changeTimer: NodeJS.Timeout | undefined;
  let leave = () => {};
  let closed = false;

  function changed(): void {
    if (!closed) flushTimer ??= setTimeout(flush, COALESCE_MS);
  }

  function flush(): void {
    flushTimer = undefined;
    for (const stream of streams) {
      for (const data of newTraffic.values()) stream.send({ event: 'traffic', data });
      sendState(stream);
    }
    newTraffic.clear();
    awaitNextChange();
  }

  function sendState(stream: EventStream): void {
    if (!world || behind.has(stream)) return;
    if (stream.keepsUp) stream.send({ event: 'state', data: stateFor(world, stream.as) });
    else {
      behind.add(stream);
      stream.onCaughtUp(() => {
        behind.delete(stream);
        sendState(stream);
      });
    }
  }

  /** A sync under way ends by the clock, and nobody says so. */
  function awaitNextChange(): void {
    clearTimeout(changeTimer);
    const ms = nextChangeIn(world?.c1?.snapshot());
    changeTimer = ms === null || closed ? undefined : setTimeout(changed, ms);
  }

  function toast(data: Toast): void {
    for (const stream of streams) stream.send({ event: 'toast', data });
  }

  function told(entry: TrafficEntry): void {
    newTraffic.set(entry.id, entry);
    changed();
  }

  return {
    show(next) {
      leave();
      newTraffic.clear();
      world = next;
      traffic = watchTraffic(next, told);
      const stops = [next.slack?.onChange(changed), next.c1?.onChange(changed), traffic.stop];
      next.onReality((ended) => {
        if (ended) toast({ kind: 'error', text: `The app ${next.reality.app}` });
        changed();
      });
      leave = () => {
        for (const stop of stops) stop?.();
      };
      changed();
    },
    add(response, as) {
      if (!world || !traffic) return void response.writeHead(503).end();
      const state = stateFor(world, as);
      const stream = openEventStream(response, as);
      stream.send({ event: 'state', data: state });
      for (const data of traffic.recent) stream.send({ event: 'traffic', data });
      streams.add(stream);
      response.once('close', () => {
        streams.delete(stream);
        behind.delete(stream);
      });
    },
    close() {
      closed = true;
      leave();
      clearTimeout(flushTimer);
      clearTimeout(changeTimer);
      for (const stream of streams) stream.end();
    },
  };
}
