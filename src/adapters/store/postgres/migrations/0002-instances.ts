/** Which instances live, and what each is at. */
export const instances = `
create table c1_sync.instances (
  id uuid primary key,
  alive_until timestamptz not null
);

-- A turn counts while its holder lives.
create table c1_sync.turns (
  key text primary key,
  holder uuid not null
);

-- Whoever took the request, or took it over from one that is gone.
alter table c1_sync.runs add column held_by uuid;
`;
