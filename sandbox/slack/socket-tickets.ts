import { newSecret } from './ids.ts';

export interface Tickets {
  issue(): string;
  spend(ticket: string): boolean;
}

/** WebSocket URLs are good for one connection, soon ([D] using-socket-mode: "generates a temporary URL"; 30 s is [I]). */
export function createTickets(now: () => number): Tickets {
  const issued = new Map<string, number>();
  return {
    issue() {
      const ticket = newSecret(16);
      issued.set(ticket, now());
      return ticket;
    },
    spend(ticket) {
      const at = issued.get(ticket);
      issued.delete(ticket);
      return at !== undefined && now() - at <= 30_000;
    },
  };
}
