-- A source is a system that hands in events. It belongs to a channel, a department and an owner, and its write keys come and go.
-- Its id is what its events carry in the history, so it never changes and is never given to another.
create table sources (
  id text primary key check (length(id) between 1 and 400),
  name text not null,
  kind text not null check (kind in ('server', 'browser', 'import', 'example')),
  channel text references channels,
  department_id uuid references departments,
  owner_member_id uuid references members,
  -- The pages that its keys may be used from, as scheme://host[:port]. None named: any page.
  origins text[] not null default '{}',
  phone_country text not null default 'SE' check (phone_country ~ '^[A-Z]{2}$'),
  purpose text not null default '',
  created_at timestamptz not null,
  paused_at timestamptz,
  removed_at timestamptz
);

alter table api_keys
  add column source_id text references sources,
  -- The first characters of the key, to know it by. Of keys made before this nobody has them.
  add column starts_with text,
  add column created_by text,
  -- To the hour: written once an hour, not with each call.
  add column last_used_at timestamptz,
  -- A key that has been rotated is good until then.
  add column stops_at timestamptz,
  add column replaced_by uuid references api_keys;
create index api_keys_by_source on api_keys (source_id) where source_id is not null;

-- Each name of a write key becomes a source, called as its events are called already. Keys of one name that speak for
-- different channels or pages keep what they may: all but the first become sources of their own.
with write_keys as (
  select id, name, channel, created_at, array(select unnest(origins) order by 1) as origins
  from api_keys where kind = 'write'
), alike as (
  select name, channel, origins, min(created_at) as created_at, array_agg(id order by created_at, id) as key_ids
  from write_keys group by name, channel, origins
), named as (
  select *, row_number() over (partition by name order by created_at, key_ids) as place from alike
), made as (
  insert into sources (id, name, kind, channel, origins, created_at)
  select case when place = 1 then name else name || ' ' || key_ids[1] end,
         case when place = 1 or channel is null then name else name || ' (' || channel || ')' end,
         case when origins = '{}' then 'server' else 'browser' end, channel, origins, created_at
  from named returning id
)
update api_keys set channel = null, source_id = case when named.place = 1 then named.name else named.name || ' ' || named.key_ids[1] end
from named where api_keys.id = any (named.key_ids);

alter table api_keys
  drop column origins,
  add constraint api_keys_of_source check ((kind = 'write') = (source_id is not null)),
  add constraint api_keys_of_channel check (kind = 'channel' or channel is null);
