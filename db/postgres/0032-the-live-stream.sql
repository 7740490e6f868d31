-- What is shown of what comes in while somebody looks, by whichever process took it in. Emptied when nobody does. Not
-- written to the log of changes: nothing of it need survive a crash, and nothing of it should.
create unlogged table inflow_rows (
  id bigint generated always as identity primary key,
  made_at timestamptz not null default clock_timestamp(),
  row text not null
);

-- The processes through which somebody looks, until when.
create unlogged table inflow_watches (
  process_id uuid primary key,
  watched_until timestamptz not null
);
