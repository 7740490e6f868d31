-- Differences that are meant: a price of one channel, of members or of a zone, with an end and the words that customers
-- are told. What an exception in force covers stands as excepted, and opens again when the exception ends.
create table exceptions (
  id uuid primary key,
  kind text not null check (kind in ('web-price', 'member-price', 'zone-price')),
  -- one: the channel against all others; two: against each other
  channels text[] not null check (cardinality(channels) between 1 and 2),
  -- null is all products
  products text[] check (cardinality(products) >= 1),
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to > valid_from),
  shown_text text not null,
  reason text not null,
  declared_at timestamptz not null,
  declared_by uuid not null references members (id),
  ended_at timestamptz,
  ended_by uuid references members (id),
  idempotency_key text,
  request_hash bytea not null,
  unique (declared_by, idempotency_key)
);
create index exceptions_by_end on exceptions (valid_to);
alter table contradictions add column excepted_by uuid references exceptions (id);
alter table contradictions drop constraint contradictions_status_check;
alter table contradictions add constraint contradictions_status_check
  check (status in ('open', 'answered', 'excepted', 'closed'));
