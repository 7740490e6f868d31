-- What each event holds: a JSON Schema for each event name and version. The schema is json, not jsonb: people read it in the order it was written.
create table plan_versions (
  id uuid primary key,
  type text not null check (type in ('track', 'identify', 'page', 'screen', 'group', 'alias')),
  name text not null,
  version integer not null check (version > 0),
  status text not null default 'draft' check (status in ('draft', 'live', 'retired')),
  mode text not null check (mode in ('observe', 'warn', 'block')),
  origin text not null check (origin in ('shipped', 'learnt', 'written', 'imported')),
  schema json not null,
  description text,
  owner text,
  made_at timestamptz not null,
  made_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  published_at timestamptz,
  retired_at timestamptz,
  unique (type, name, version)
);
-- An event that says no version is held against the live one, of which there is at most one.
create unique index plan_versions_live on plan_versions (type, name) where status = 'live';

-- One row. The revision grows with each change of the plan, so that every process sees in one small read whether it has the newest.
create table plan_settings (
  is_only boolean primary key default true check (is_only),
  revision bigint not null default 0,
  unknown_names text not null default 'allow' check (unknown_names in ('allow', 'warn', 'block')),
  unknown_properties text not null default 'allow' check (unknown_properties in ('allow', 'warn', 'block')),
  shipped_at timestamptz
);
insert into plan_settings default values;
