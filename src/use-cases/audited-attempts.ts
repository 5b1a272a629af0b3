import type { Person } from '../domain/access.ts';
import type { AuditAction } from '../domain/audit.ts';
import { type ConnectorRef, connectorKey } from '../domain/connector.ts';
import { C1SyncError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { ConnectorIndex } from './connector-index.ts';

/** Refusals are recorded where the person is told of them, and without a store nothing can be. */
const RECORDED_ELSEWHERE = new Set(['not_allowed', 'person_unreadable', 'store_failed']);

interface Attempt {
  readonly person: Person;
  readonly ref: ConnectorRef;
  readonly channelId: string | null;
}

/**
 * A use case with its trail for what was asked and came to nothing before anything was written down: C1 could not be read,
 * or the connector is in a state in which nothing is sent (`nothingSent`, kinds of its answers).
 */
export function auditAttempts<R extends Attempt, A extends { readonly kind: string }>(
  useCase: (request: R) => Promise<A>,
  action: AuditAction,
  nothingSent: readonly A['kind'][],
  { trail, index }: { trail: Pick<AuditTrail, 'note'>; index: Pick<ConnectorIndex, 'find'> },
): (request: R) => Promise<A> {
  const noteNothing = ({ person, ref, channelId }: Attempt, why: string): Promise<void> => {
    const { appId, connectorId } = ref;
    const label = index.find(ref)?.label ?? connectorKey(ref);
    const connector = { appId, connectorId, label };
    return trail.note({ action, actor: person, channelId, connector, result: 'not-done', why });
  };

  return async (request) => {
    try {
      const answer = await useCase(request);
      if (nothingSent.includes(answer.kind)) await noteNothing(request, answer.kind);
      return answer;
    } catch (error) {
      const isOurs = error instanceof C1SyncError && !RECORDED_ELSEWHERE.has(error.code);
      if (isOurs) await noteNothing(request, error.code);
      throw error;
    }
  };
}
