-- Who works here, what they own, and the keys that systems come with.
create table departments (
  id uuid primary key,
  name text not null unique
);

create table members (
  id uuid primary key,
  name text not null,
  email text unique,
  role text not null check (role in ('owner', 'editor', 'reader')),
  department_id uuid references departments (id),
  created_at timestamptz not null
);

-- Tokens are kept as SHA-256 only: a copy of the database opens no door.
create table login_links (
  token_hash bytea primary key,
  member_id uuid not null references members (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  token_hash bytea primary key,
  member_id uuid not null references members (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table channels (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{0,39}$'),
  name_sv text not null,
  name_en text not null,
  is_ours boolean not null default true,
  department_id uuid references departments (id),
  owner_member_id uuid references members (id),
  position integer not null default 100
);

-- kind 'write' may only hand in events (it is readable in a browser); kind 'channel' may ask and promise.
create table api_keys (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('write', 'channel')),
  channel text references channels (id),
  key_hash bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);

insert into channels (id, name_sv, name_en, position) values
  ('web', 'Webb', 'Web', 10),
  ('app', 'App', 'App', 20),
  ('newsletter', 'Nyhetsbrev', 'Newsletter', 30),
  ('sms', 'Sms', 'SMS', 40),
  ('store', 'Butik', 'Store', 50),
  ('phone', 'Telefon', 'Phone', 60),
  ('chat', 'Chatt', 'Chat', 70),
  ('social', 'Sociala medier', 'Social media', 80),
  ('print', 'Tryck', 'Print', 90),
  ('partner', 'Partner', 'Partner', 95);

-- Facts about this deployment: its name, whether it holds the example shop.
create table deployment (
  key text primary key,
  value jsonb not null
);
