-- Who is who as a graph: identifiers are its nodes, what was seen together its edges, and a customer is what hangs
-- together. The history points at the identifier by which it found its customer, so that a merge or a split moves
-- identifiers and rewrites nothing.
alter table identifiers add column id uuid not null default gen_random_uuid();
alter table identifiers add column shared_since timestamptz;
create unique index identifiers_by_id on identifiers (id);

-- A browser that somebody else has logged in to is another identifier from then on; what it was stands here.
create table former_identifiers (
  id uuid primary key,
  type text not null,
  value text not null,
  customer_id uuid not null references customers (id),
  first_seen_at timestamptz not null,
  source text not null,
  ended_at timestamptz not null
);
create index former_identifiers_by_value on former_identifiers (type, value);
create index former_identifiers_by_customer on former_identifiers (customer_id);

create view identity_nodes as
  select id, type, value, customer_id, first_seen_at, source, shared_since is not null as is_shared, false as is_former
  from identifiers
  union all
  select id, type, value, customer_id, first_seen_at, source, false, true from former_identifiers;

-- a is the one that says more about the person. What was refused or cut is kept with its reason.
create table identity_edges (
  a uuid not null,
  b uuid not null,
  kind text not null check (kind in ('event', 'import', 'manual', 'probabilistic')),
  source text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  weight real,
  status text not null check (status in ('active', 'refused', 'cut')),
  because jsonb,
  decided_by text,
  decided_at timestamptz not null,
  primary key (a, b)
);
create index identity_edges_by_b on identity_edges (b);
create index identity_edges_refused on identity_edges (decided_at desc) where status = 'refused';

-- Two identifiers that are never one person's, whoever else they are seen with.
create table cannot_links (
  a uuid not null,
  b uuid not null,
  change_id uuid not null,
  reason text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (a, b)
);
create index cannot_links_by_b on cannot_links (b);

-- Where an identifier was before: each merge and each split closes what it ends. Where it is now says its own row.
create table memberships (
  seq bigint generated always as identity,
  identifier_id uuid not null,
  customer_id uuid not null references customers (id),
  valid_to timestamptz not null,
  change_id uuid not null,
  primary key (identifier_id, seq)
);
create index memberships_by_change on memberships (change_id);
create index memberships_by_customer on memberships (customer_id);

-- Every merge and split, why, and which one undid it.
create table identity_changes (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  kind text not null check (kind in ('merge', 'split', 'follow', 'rules', 'erase')),
  customer_id uuid not null,
  other_id uuid,
  at timestamptz not null,
  made_by text not null,
  because jsonb not null,
  undone_by uuid
);
create index identity_changes_by_customer on identity_changes (customer_id);
create index identity_changes_by_other on identity_changes (other_id);

insert into identity_changes (id, kind, customer_id, other_id, at, made_by, because)
  select gen_random_uuid(), 'merge', winner_id, loser_id, merged_at, 'rules', because from customer_merges order by merged_at;
drop table customer_merges;

-- What was told of somebody, by whom and when; customers.attributes is what stands now.
create table attribute_facts (
  subject uuid not null,
  name text not null,
  told_at timestamptz not null,
  value jsonb not null,
  source text not null,
  recorded_at timestamptz not null,
  primary key (subject, name, told_at, source)
);
insert into attribute_facts (subject, name, told_at, value, source, recorded_at)
  select i.id, told.key, c.last_seen_at, told.value, i.source, c.last_seen_at
  from customers c
  cross join lateral (select id, source from identifiers where customer_id = c.id order by first_seen_at, id limit 1) i
  cross join lateral jsonb_each(c.attributes) told
  where c.merged_into is null;

-- How much may hang together, which identifiers say more, what says nobody. None is the house's own.
create table identity_rules (
  version integer primary key,
  rules jsonb not null,
  made_by text not null,
  made_at timestamptz not null
);

-- By which identifier a promise, an answer or a redemption found its customer: after a split it goes where that one goes.
alter table promises add column subject uuid;
alter table redemptions add column subject uuid;
alter table decisions add column subject uuid;
create index promises_by_subject on promises (subject) where subject is not null;
create index decisions_by_subject on decisions (subject) where subject is not null;
create index redemptions_by_subject on redemptions (subject) where subject is not null;
alter table offer_audiences add column subject uuid;
alter table offer_audiences drop constraint offer_audiences_pkey;
alter table offer_audiences add constraint offer_audiences_once unique nulls not distinct (offer_id, customer_id, subject);

-- What was kept under one customer for these identifiers is kept under another from now on: part of a split, and of its
-- transaction. A room that keeps something for customers adds its table here.
create function move_ledger(source uuid, target uuid, subjects uuid[]) returns void language sql as $$
  update promises set customer_id = target where customer_id = source and subject = any(subjects);
  update redemptions set customer_id = target where customer_id = source and subject = any(subjects);
  update decisions set customer_id = target where customer_id = source and subject = any(subjects);
  update offer_audiences set customer_id = target where customer_id = source and subject = any(subjects);
$$;
