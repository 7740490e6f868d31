-- What has been live is not written over; another offer takes its place. Those that did so after each other are a line,
-- and a message that names one of them means the newest that has been live.
alter table offers add column replaces uuid references offers (id);
alter table offers add column line uuid;
alter table offers add column revision integer not null default 1;
update offers set line = id;
alter table offers alter column line set not null;
create index offers_by_line on offers (line, revision);
create unique index offers_replaced_once on offers (replaces) where live_at is not null;

create function meant_offer(named uuid) returns uuid language sql stable as $$
  select coalesce((
    select o.id from offers asked join offers o on o.line = asked.line and o.revision > asked.revision
    where asked.id = named and o.live_at is not null
    order by o.revision desc limit 1), named)
$$;
