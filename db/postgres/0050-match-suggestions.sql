-- Two customers that lists say are one person, until somebody decides. Of what the lists say only the levels of agreement
-- are kept, no values: those are read from the customers while they are there.
create table match_runs (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  customers integer not null,
  compared bigint not null,
  suggested integer not null,
  merged integer not null,
  threshold real not null,
  merge_above real,
  made_by text not null
);
create index match_runs_newest on match_runs (finished_at desc);

create table match_suggestions (
  id uuid primary key,
  run_id uuid not null references match_runs (id),
  -- the smaller id first, so that a pair is there once
  a uuid not null references customers (id) on delete cascade,
  b uuid not null references customers (id) on delete cascade,
  bits double precision not null,
  probability double precision not null,
  waterfall jsonb not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused', 'snoozed')),
  snoozed_until timestamptz,
  decided_by text,
  decided_at timestamptz,
  correction_id uuid,
  made_at timestamptz not null,
  unique (a, b),
  check (a < b)
);
create index match_suggestions_open on match_suggestions (bits desc, id) where state in ('open', 'snoozed');
create index match_suggestions_decided on match_suggestions (state, decided_at desc) where state in ('accepted', 'refused');
create index match_suggestions_by_b on match_suggestions (b);
