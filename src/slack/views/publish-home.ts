import type { Person } from '../../domain/access.ts';
import { type AccessRequest, lapsesAt } from '../../domain/access-request.ts';
import { type ConnectorRef, connectorKey } from '../../domain/connector.ts';
import { NotAllowed } from '../../domain/errors.ts';
import { hasEnded, type SyncRun } from '../../domain/sync-run.ts';
import { explain } from '../messages/problem.ts';
import type { Parts } from '../parts.ts';
import { type HomeContent, homeView } from './home.ts';
import { type Favourites, favouritesBlock } from './home-favourites.ts';
import type { OwnRights } from './home-rights.ts';
import type { OwnRun } from './home-runs.ts';
import type { GivenView } from './request-sync.ts';

const OWN_RUNS_SHOWN = 10;

/**
 * Draws somebody's Home tab as things are now.
 *
 * @param given the tab as Slack shows it, where Slack said so
 */
export async function publishHome(parts: Parts, person: Person, given?: Pick<GivenView, 'state'>): Promise<void> {
  const view = homeView(await homeContent(parts, person, given));
  await parts.slack.views.publish({ user_id: person.userId, view });
}

async function homeContent(
  parts: Parts,
  person: Person,
  given: Pick<GivenView, 'state'> | undefined,
): Promise<HomeContent> {
  const rights = rightsOf(parts, person);
  const whoMay = parts.access.manage(person).allowed ? await whoMayNow(parts, person) : null;
  if (!parts.access.view(person).allowed) return { rights, seen: null, whoMay };
  const [running, own, favourites] = await Promise.all([
    openRuns(parts, person),
    ownRuns(parts, person),
    favouritesOf(parts, person, given),
  ]);
  return { rights, seen: { running: { userId: person.userId, runs: running }, own, favourites }, whoMay };
}

/** The newest grants first: what a manager has just given is on top. */
async function whoMayNow(parts: Parts, person: Person): Promise<HomeContent['whoMay']> {
  const { manageAccess, access } = parts;
  const grants = [...manageAccess.who(person)].sort((a, b) => b.grantedAt - a.grantedAt);
  return { grants, admins: access.managers().filter(access.isAdmin), waiting: await waitingFor(parts, person) };
}

/** Oldest first: it lapses first. Nobody decides about their own. */
async function waitingFor({ requests, clock }: Parts, { userId }: Person): Promise<readonly AccessRequest[]> {
  const open = await requests.openRequests();
  const waits = (request: AccessRequest) => request.state === 'waiting' && clock.now() < lapsesAt(request);
  return open.filter((request) => waits(request) && request.asker.userId !== userId);
}

function rightsOf({ access, clock }: Parts, person: Person): OwnRights {
  const view = access.view(person);
  const context = { managers: access.managers(), reference: '', now: clock.now() };
  return {
    sync: access.sync(person).allowed,
    isAdmin: access.isAdmin(person.userId),
    grants: access.liveGrantsOf(person),
    refusal: view.allowed ? '' : explain(new NotAllowed(view.reason), context),
  };
}

/** Theirs first, and what they wait for. */
async function openRuns({ access, runs }: Parts, person: Person): Promise<SyncRun[]> {
  const admits = access.admits('view', person);
  const open = (await runs.openRuns()).filter((run) => !hasEnded(run) && admits(run));
  const isTheirs = ({ requestedBy, watchers }: SyncRun) =>
    requestedBy === person.userId || watchers.some(({ userId }) => userId === person.userId);
  return [...open.filter(isTheirs), ...open.filter((run) => !isTheirs(run))];
}

async function ownRuns({ access, runs }: Parts, person: Person): Promise<OwnRun[]> {
  const own = (await runs.runsBy(person, OWN_RUNS_SHOWN)).filter(access.admits('view', person));
  const maySync = access.admits('sync', person);
  const offered = new Set<string>();
  return own.map((run) => {
    const key = connectorKey(run);
    // One button for each connector is enough: the newest of its runs has it.
    const again = !offered.has(key) && hasEnded(run) && run.state !== 'gone' && maySync(run);
    offered.add(key);
    return { run, again };
  });
}

async function favouritesOf(
  { access, index, favourites, newId }: Parts,
  person: Person,
  given: Pick<GivenView, 'state'> | undefined,
): Promise<Favourites> {
  const refs = (await favourites.favouritesOf(person)).filter(access.admits('view', person));
  const maySync = access.admits('sync', person);
  const chosen = refs.flatMap((ref: ConnectorRef) => {
    const connector = index.find(ref);
    return connector === undefined ? [] : [{ connector, maySync: maySync(ref) }];
  });
  return { chosen, block: favouritesBlock(chosen, given, newId), trouble: troubleWith(index) };
}

/** With a list that is not whole a choice would forget the favourites that are missing in it. */
function troubleWith(index: Parts['index']): string | null {
  switch (index.state().kind) {
    case 'ready':
      return null;
    case 'loading':
      return 'The list of connectors is being read from C1. Open this tab again in a moment.';
    case 'failed':
      return 'The list of connectors cannot be read from C1 at the moment.';
  }
}
