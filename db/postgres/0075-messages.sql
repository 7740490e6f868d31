-- What we want to say, with a form for each channel. Each save is a version; approvals belong to a version and a channel.
create table messages (
  id uuid primary key,
  state text not null check (state in ('draft', 'review', 'approved', 'live', 'ended')),
  -- the newest version; the state is its state
  version integer not null,
  -- the version that customers meet, also while a newer one is written
  live_version integer,
  live_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  idempotency_key text,
  request_hash bytea
);
create unique index messages_by_key on messages (created_by, idempotency_key) where idempotency_key is not null;
create index messages_by_state on messages (state, created_at desc);

create table message_versions (
  message_id uuid not null references messages (id) on delete cascade,
  version integer not null,
  body jsonb not null,
  -- one value for each list of people, so that a new list can be told from the old one
  audience_set uuid,
  saved_at timestamptz not null,
  saved_by text not null,
  restored_from integer,
  primary key (message_id, version)
);

-- Whom a list named. A set is written once and used by each version that keeps it.
create table message_audiences (
  audience_set uuid not null,
  customer_id uuid not null references customers (id) on delete cascade,
  subject uuid,
  constraint message_audiences_once unique nulls not distinct (audience_set, customer_id, subject)
);
create index message_audiences_by_customer on message_audiences (customer_id);

-- Who is erased is in no list either. Their identifiers are gone by then, also those that a split had moved elsewhere.
create function forget_message_audiences() returns trigger language plpgsql as $$
begin
  delete from message_audiences a
  where a.customer_id in (select id from gone)
    or not exists (select from identity_nodes n where n.id = a.subject);
  return null;
end $$;
create trigger message_audiences_are_erased after delete on customers
  referencing old table as gone for each statement execute function forget_message_audiences();
create function forget_erased_in_message_audiences() returns trigger language plpgsql as $$
begin
  delete from message_audiences a where a.customer_id = new.id;
  return null;
end $$;
create trigger message_audiences_of_erased after update of erased_at on customers
  for each row when (new.erased_at is not null) execute function forget_erased_in_message_audiences();

create table message_approvals (
  message_id uuid not null,
  version integer not null,
  channel text not null references channels (id),
  approved_by text not null,
  member_id uuid,
  approved_at timestamptz not null,
  note text,
  primary key (message_id, version, channel),
  foreign key (message_id, version) references message_versions (message_id, version) on delete cascade
);
