-- Sites of ours whose pages are read for prices. `origins` is the whole of what may be asked.
create table crawl_sites (
  id uuid primary key,
  channel text not null references channels (id),
  origins text[] not null check (cardinality(origins) between 1 and 20),
  starts text[] not null check (cardinality(starts) between 1 and 50),
  most_pages integer not null check (most_pages between 1 and 50000),
  added_at timestamptz not null,
  -- Set when somebody asks for a crawl, cleared when it begins.
  asked_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  import_id uuid references imports (id),
  pages integer not null default 0,
  unchanged integer not null default 0,
  without_prices integer not null default 0,
  faults jsonb not null default '[]',
  fault_count integer not null default 0
);

-- What each page last said, so that a page that has not changed need not be sent again.
create table crawl_pages (
  site_id uuid not null references crawl_sites (id) on delete cascade,
  address text not null,
  etag text,
  last_modified text,
  said jsonb not null,
  seen_at timestamptz not null,
  primary key (site_id, address)
);
