-- What comes in: sightings now (the history of them is in ClickHouse), imports, and what was not accepted.
create table products (
  id text primary key,
  name text,
  first_seen_at timestamptz not null
);

create table price_zones (
  place text primary key,
  zone text not null
);

create table mappings (
  name text primary key,
  definition jsonb not null,
  saved_at timestamptz not null
);

create table imports (
  id uuid primary key,
  kind text not null check (kind in ('sightings')),
  file_name text not null,
  mapping text,
  started_at timestamptz not null,
  finished_at timestamptz,
  accepted integer not null default 0,
  repeated integer not null default 0,
  rejected integer not null default 0
);
create index imports_by_time on imports (started_at desc, id desc);

-- Every sighting, so that a check reads one place. Amounts are minor units; the holding period is half-open.
create table sightings (
  id uuid primary key,
  product text not null references products (id),
  channel text not null references channels (id),
  place text,
  amount bigint not null,
  currency char(3) not null,
  on_sale boolean,
  price_type text not null default 'unknown' check (price_type in ('regular', 'sale', 'member', 'unknown')),
  seen_at timestamptz not null,
  holds_from timestamptz not null,
  holds_to timestamptz,
  source text not null,
  source_row integer,
  import_id uuid references imports (id),
  received_at timestamptz not null
);
create index sightings_by_product on sightings (product, holds_from);
create index sightings_by_channel on sightings (channel, holds_from);
create index sightings_by_time on sightings (seen_at desc, id desc);
-- The same row handed in twice is one sighting.
create unique index sightings_once on sightings (product, channel, coalesce(place, ''), seen_at, amount, currency, source);

create table dead_letters (
  id uuid primary key,
  received_at timestamptz not null,
  kind text not null check (kind in ('event', 'sighting')),
  source text,
  import_id uuid references imports (id),
  line integer,
  field text,
  reason text not null,
  body text not null
);
create index dead_letters_by_time on dead_letters (received_at desc);
create index dead_letters_by_import on dead_letters (import_id, line);
