-- What a request said of all its events. Without it what was not taken in could not become what it would have been.
create table dead_requests (
  id uuid primary key,
  received_at timestamptz not null,
  -- unread: the body itself could not be read, and stands in one letter as it came.
  form text not null check (form in ('segment', 'cloudevents', 'columns', 'unread')),
  -- The kind of call that the door was for, where it was for one.
  door text not null,
  key_channel text,
  sent_at text,
  -- As JSON in a text, because jsonb takes no zero character.
  context text
);
create index dead_requests_by_time on dead_requests (received_at);

alter table dead_letters
  add column request_id uuid references dead_requests (id),
  add column code text not null default 'field-invalid',
  add column status text not null default 'open' check (status in ('open', 'replayed', 'discarded')),
  -- Not the whole of what came.
  add column is_cut boolean not null default false,
  -- What came, where somebody has mended it.
  add column mended text,
  add column settled_at timestamptz,
  add column settled_by text,
  add column settled_because text;
create index dead_letters_by_request on dead_letters (request_id) where request_id is not null;
create index dead_letters_open on dead_letters (received_at desc, id) where status = 'open';

-- Replays of many letters at once, done as a job that goes on where it was.
create table replays (
  id uuid primary key,
  asked_at timestamptz not null,
  asked_by text not null,
  -- Which letters, and what is put right in each of them.
  wanted jsonb not null,
  patch text,
  letters integer not null,
  tried integer not null default 0,
  replayed integer not null default 0,
  after_at timestamptz,
  after_id uuid,
  finished_at timestamptz
);
create index replays_by_time on replays (asked_at desc);
