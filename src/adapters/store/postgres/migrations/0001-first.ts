/** Grants, runs, favourites, requests for access, and the trail. */
export const first = `
-- Taken away: record is null, for as long as an instance may still look for what changed.
create table c1_sync.grants (
  id text primary key,
  record json,
  revision bigint not null,
  changed_at timestamptz not null default now()
);
create index grants_revision on c1_sync.grants (revision);

-- Its one row is locked by whoever changes grants, so revisions come in the order of their commits.
create table c1_sync.grant_revision (
  id boolean primary key default true check (id),
  value bigint not null
);
insert into c1_sync.grant_revision (value) values (0);

create table c1_sync.runs (
  seq bigint generated always as identity primary key,
  id text not null unique,
  revision integer not null default 1,
  dedupe_key text not null,
  app_id text not null,
  connector_id text not null,
  team_id text not null,
  requested_by text not null,
  requested_at double precision not null,
  origin text not null,
  state text not null,
  is_open boolean not null,
  record json not null
);
-- One gesture, one run: C1 did not take those that were refused.
create unique index runs_gesture on c1_sync.runs (dedupe_key) where state <> 'refused';
create index runs_connector on c1_sync.runs (app_id, connector_id, requested_at, seq);
create index runs_person on c1_sync.runs (team_id, requested_by, requested_at, seq);
create index runs_begun on c1_sync.runs (requested_at, seq);
create index runs_open on c1_sync.runs (requested_at, seq) where is_open;
create index runs_closed on c1_sync.runs (requested_at, seq) where not is_open;

create table c1_sync.favourites (
  person text primary key,
  connectors json not null
);

create table c1_sync.requests (
  seq bigint generated always as identity primary key,
  id text not null unique,
  revision integer not null default 1,
  asker text not null,
  asked_at double precision not null,
  is_open boolean not null,
  record json not null
);
create index requests_asker on c1_sync.requests (asker, asked_at, seq);
create index requests_open on c1_sync.requests (asked_at, seq) where is_open;
create index requests_closed on c1_sync.requests (asked_at, seq) where not is_open;

-- Each line is the very text its hash is over.
create table c1_sync.audit (
  seq bigint primary key,
  line text not null
);
-- The end of the trail: locked by whoever appends, and the witness of lines that are missing there.
create table c1_sync.audit_head (
  id boolean primary key default true check (id),
  seq bigint not null,
  hash text not null
);
insert into c1_sync.audit_head (seq, hash) values (0, repeat('0', 64));

create function c1_sync.only_grows() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail of c1-sync only grows' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_only_grows before update or delete on c1_sync.audit
  for each row execute function c1_sync.only_grows();
create trigger audit_is_not_emptied before truncate on c1_sync.audit
  for each statement execute function c1_sync.only_grows();
create trigger audit_head_stays before delete on c1_sync.audit_head
  for each row execute function c1_sync.only_grows();
create trigger audit_head_is_not_emptied before truncate on c1_sync.audit_head
  for each statement execute function c1_sync.only_grows();
create trigger audit_head_goes_on before update on c1_sync.audit_head
  for each row when (new.seq <= old.seq) execute function c1_sync.only_grows();
`;
