-- Imports of events: what a file is, how far it has come, and the file itself until it is worked through, so that any
-- process may go on where another broke off.
alter table imports drop constraint imports_kind_check;
alter table imports
  add constraint imports_kind_check check (kind in ('sightings', 'events')),
  add column state text not null default 'running'
    check (state in ('draft', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  add column source text,
  add column definition jsonb,
  add column file_hash text,
  -- File, mapping and source as one: the same file read in the same way is one import.
  add column fingerprint text unique,
  add column bytes_total bigint not null default 0,
  add column bytes_read bigint not null default 0,
  add column rows_read bigint not null default 0,
  -- How many events and bad rows of the file have been dealt with: where to go on.
  add column dealt_with bigint not null default 0,
  add column anonymous bigint not null default 0,
  add column passed jsonb not null default '{}',
  add column resumed_at timestamptz,
  add column resumed_bytes bigint not null default 0,
  add column worked_at timestamptz,
  add column fault text;
update imports set state = 'done' where finished_at is not null;
create index imports_unfinished on imports (id) where state in ('waiting', 'running');

create table import_chunks (
  import_id uuid not null references imports (id) on delete cascade,
  nth integer not null,
  bytes bytea not null,
  primary key (import_id, nth)
);
-- Packed files do not become smaller, and the server should not try.
alter table import_chunks alter column bytes set storage external;
