import { type Person, personKey } from '../../../domain/access.ts';
import type { ConnectorRef } from '../../../domain/connector.ts';
import type { FavouriteStore } from '../../../ports/store.ts';
import { assertShape } from '../assert-shape.ts';
import { favouritesShape } from '../record-shapes.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';

const OF = statement('favourites', 'select connectors from c1_sync.favourites where person = $1');
const SET = statement(
  'set_favourites',
  `insert into c1_sync.favourites (person, connectors) values ($1, $2)
   on conflict (person) do update set connectors = excluded.connectors`,
);
const CLEAR = statement('clear_favourites', 'delete from c1_sync.favourites where person = $1');

/** The connectors people want at hand, in their table. */
export function postgresFavourites(database: Database): FavouriteStore {
  return {
    favouritesOf: async (person: Person) => {
      const [row] = await database.all<{ connectors: readonly ConnectorRef[] }>(OF, [personKey(person)]);
      return row?.connectors ?? [];
    },

    setFavourites: async (person: Person, refs: readonly ConnectorRef[]) => {
      const id = personKey(person);
      const connectors = refs.map(({ appId, connectorId }) => ({ appId, connectorId }));
      if (connectors.length === 0) return void (await database.all(CLEAR, [id]));
      assertShape(favouritesShape, { id, connectors });
      await database.all(SET, [id, JSON.stringify(connectors)]);
    },
  };
}
