-- One customer whatever the channel. A merge points the loser at the winner and rewrites nothing in the history.
create table customers (
  id uuid primary key,
  created_at timestamptz not null,
  merged_into uuid references customers (id),
  attributes jsonb not null default '{}',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index customers_by_merge on customers (merged_into) where merged_into is not null;
create index customers_by_last_seen on customers (last_seen_at desc) where merged_into is null;

create table identifiers (
  type text not null,
  value text not null,
  customer_id uuid not null references customers (id),
  first_seen_at timestamptz not null,
  source text not null,
  primary key (type, value)
);
create index identifiers_by_customer on identifiers (customer_id);
create index identifiers_by_value on identifiers (value text_pattern_ops);

create table customer_merges (
  loser_id uuid primary key references customers (id),
  winner_id uuid not null references customers (id),
  merged_at timestamptz not null,
  because jsonb not null
);
