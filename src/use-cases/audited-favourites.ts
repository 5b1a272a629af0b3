import { connectorKey } from '../domain/connector.ts';
import type { FavouriteStore } from '../ports/store.ts';
import type { AuditTrail } from './audit-trail.ts';

/** Favourites with their trail. They let nobody do more, so one that could not be recorded is kept all the same. */
export function auditFavourites(favourites: FavouriteStore, { trail }: { trail: AuditTrail }): FavouriteStore {
  return {
    favouritesOf: (person) => favourites.favouritesOf(person),

    async setFavourites(person, refs) {
      await favourites.setFavourites(person, refs);
      const details = { count: refs.length, connectors: refs.map(connectorKey).join(' ') };
      await trail.note({ action: 'favourites.changed', actor: person, details });
    },
  };
}
