-- What people may ask of what is kept of them: requests with their clock, exports, freezing, erasures with their proof,
-- and how long events are kept.
create table privacy_requests (
  id uuid primary key,
  kind text not null check (kind in ('access', 'erasure', 'restriction', 'rectification', 'objection')),
  -- No foreign key: the request stays when its customer is gone.
  customer_id uuid not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  extended_because text,
  state text not null check (state in ('open', 'done', 'refused')),
  made_by text not null,
  closed_at timestamptz,
  closed_by text,
  outcome text
);
create index privacy_requests_open on privacy_requests (due_at, id) where state = 'open';
create index privacy_requests_by_customer on privacy_requests (customer_id);

create table customer_exports (
  id uuid primary key,
  customer_id uuid not null,
  language text not null check (language in ('sv', 'en')),
  state text not null check (state in ('waiting', 'ready', 'failed')),
  asked_by text not null,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz not null,
  bytes bigint not null default 0
);
create index customer_exports_by_customer on customer_exports (customer_id, asked_at desc);
create index customer_exports_by_end on customer_exports (expires_at);
-- In the database, so that whichever process is asked for the file has it, and so that it is erased with the rest.
create table customer_export_chunks (
  export_id uuid not null references customer_exports (id) on delete cascade,
  nth integer not null,
  bytes bytea not null,
  primary key (export_id, nth)
);
alter table customer_export_chunks alter column bytes set storage external;

create table frozen_customers (
  customer_id uuid primary key,
  frozen_at timestamptz not null,
  made_by text not null,
  reason text not null
);

-- places and foreign_subjects say where in the history to look, and are taken away when nothing is left there.
create table erasures (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  customer_id uuid not null,
  made_by text not null,
  erased_at timestamptz not null,
  counts jsonb not null,
  proof text not null,
  places uuid[],
  foreign_subjects uuid[],
  purged_at timestamptz
);

-- Of whom was erased, only this is known: by it, what is older than the erasure is refused when it comes again.
create table erased_identifiers (
  hash text primary key,
  erased_at timestamptz not null
);
create index erased_identifiers_by_time on erased_identifiers (erased_at desc);
-- The key of those hashes, sealed by the vault: it is the same for ever, because what they were made of is gone.
create table erasure_key (
  singleton boolean primary key default true check (singleton),
  sealed text not null
);

create table retention_rules (
  event text primary key,
  days integer not null check (days > 0),
  made_by text not null,
  made_at timestamptz not null
);

-- When the nightly pass was, and what it did.
create table maintenance_passes (
  id uuid primary key,
  began_at timestamptz not null,
  ended_at timestamptz,
  steps jsonb not null default '[]'
);

-- An empty shell of an erased customer stays only where somebody else's history points through it.
alter table customers add column erased_at timestamptz;

-- Deletes everything that is kept of the customers and says how much, table by table. A room that keeps something of
-- customers adds its table here.
create function erase_customers(family uuid[]) returns table (kept_in text, many bigint) language plpgsql as $$
declare
  nodes uuid[] := array(select n.id from identity_nodes n where n.customer_id = any(family));
  made uuid[] := array(select p.id from promises p where p.customer_id = any(family));
begin
  return query with gone as (delete from redemptions r where r.customer_id = any(family) or r.promise_id = any(made)
    returning 1) select 'redemptions', count(*) from gone;
  return query with gone as (delete from decisions d where d.customer_id = any(family) or d.promise_id = any(made)
    returning 1) select 'decisions', count(*) from gone;
  return query with gone as (delete from promises p where p.id = any(made)
    returning 1) select 'promises', count(*) from gone;
  return query with gone as (delete from offer_audiences a where a.customer_id = any(family) or a.subject = any(nodes)
    returning 1) select 'offer_audiences', count(*) from gone;
  return query with gone as (delete from attribute_facts f where f.subject = any(nodes)
    returning 1) select 'attribute_facts', count(*) from gone;
  return query with gone as (delete from identity_edges e where e.a = any(nodes) or e.b = any(nodes)
    returning 1) select 'identity_edges', count(*) from gone;
  return query with gone as (delete from cannot_links l where l.a = any(nodes) or l.b = any(nodes)
    returning 1) select 'cannot_links', count(*) from gone;
  return query with gone as (delete from memberships m where m.identifier_id = any(nodes)
    returning 1) select 'memberships', count(*) from gone;
  return query with gone as (delete from identity_changes c where c.customer_id = any(family) or c.other_id = any(family)
    returning 1) select 'identity_changes', count(*) from gone;
  return query with gone as (delete from identifier_secrets s using identifiers i
    where i.id = any(nodes) and s.type = i.type and s.value = i.value
    returning 1) select 'identifier_secrets', count(*) from gone;
  return query with gone as (delete from former_identifiers i where i.id = any(nodes)
    returning 1) select 'former_identifiers', count(*) from gone;
  return query with gone as (delete from identifiers i where i.id = any(nodes)
    returning 1) select 'identifiers', count(*) from gone;
  return query with gone as (delete from customer_exports e where e.customer_id = any(family)
    returning 1) select 'customer_exports', count(*) from gone;
  return query with gone as (delete from frozen_customers f where f.customer_id = any(family)
    returning 1) select 'frozen_customers', count(*) from gone;
  update customers c set attributes = '{}', merged_into = null, erased_at = now()
    where c.id = any(family) and exists (select from memberships m where m.customer_id = c.id);
  return query with gone as (delete from customers c where c.id = any(family) and c.erased_at is null
    returning 1) select 'customers', count(*) from gone;
end
$$;
