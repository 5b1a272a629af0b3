import { Exchange, type ExchangeEnd, type RawExchange } from './exchange.ts';

/** Every request both ways, the newest `limit` of them. */
export interface TrafficLog {
  readonly exchanges: readonly Exchange[];
  begin(at: number, method: string, route: string, raw: RawExchange): Exchange;
  finish(exchange: Exchange, end: ExchangeEnd): void;
  clear(): void;
}

/** `onExchange` hears of each twice: when it begins and when it ends. */
export function createTrafficLog(limit: number, onExchange: (exchange: Exchange) => void): TrafficLog {
  let exchanges: Exchange[] = [];
  let lastId = 0;
  const begun = new WeakMap<Exchange, number>();
  return {
    get exchanges() {
      return exchanges.length > limit ? exchanges.slice(-limit) : exchanges;
    },
    begin(at, method, route, raw) {
      const exchange = new Exchange(++lastId, at, method, route, raw);
      begun.set(exchange, performance.now());
      exchanges.push(exchange);
      if (exchanges.length >= 2 * limit) exchanges = exchanges.slice(-limit);
      onExchange(exchange);
      return exchange;
    },
    finish(exchange, end) {
      if (exchange.end !== null) return;
      exchange.end = end;
      exchange.durationMs = Math.round((performance.now() - (begun.get(exchange) ?? 0)) * 10) / 10;
      onExchange(exchange);
    },
    clear() {
      exchanges = [];
    },
  };
}
