-- What came in and what was refused whole, counted by hour: of what cannot be read nobody knows how many events it held.
create table inflow_counts (
  -- Empty: the sender showed no key that is known.
  source text not null,
  hour timestamptz not null,
  -- taken: events that were acknowledged. refused: requests of which nothing could be judged.
  outcome text not null check (outcome in ('taken', 'refused')),
  code text not null,
  count bigint not null,
  primary key (hour, source, outcome, code)
);
