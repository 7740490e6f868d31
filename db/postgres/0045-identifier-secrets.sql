-- Of personal and organisation numbers, identifiers holds a keyed hash only. Here is the number itself, sealed by the
-- key that key_id names, and how it is shown to people. No foreign key: it is written before the identifier is known.
create table identifier_secrets (
  type text not null,
  value text not null,
  key_id text not null,
  sealed text not null,
  shown text not null,
  primary key (type, value)
);
create index identifier_secrets_by_key on identifier_secrets (key_id);

-- The keys that something was hashed or sealed with: a process that lacks one of them must not start.
create table vault_keys (
  id text primary key,
  first_used_at timestamptz not null,
  retired_at timestamptz
);
