-- Whom a list names stands in one place, for offers and for messages alike: who is erased is in no list, and who is
-- split from another takes their places along.
create table addressees (
  audience_set uuid not null,
  customer_id uuid not null references customers (id),
  subject uuid,
  constraint addressees_once unique nulls not distinct (audience_set, customer_id, subject)
);

insert into addressees (audience_set, customer_id, subject)
  select audience_set, customer_id, subject from message_audiences
  union all
  select offer_id, customer_id, subject from offer_audiences;
create index addressees_by_customer on addressees (customer_id);
create index addressees_by_subject on addressees (subject) where subject is not null;

-- A set is written once; an offer that gets a new list gets a new set.
alter table offers add column audience_set uuid;
update offers set audience_set = id where audience = 'list';

drop trigger message_audiences_are_erased on customers;
drop trigger message_audiences_of_erased on customers;
drop function forget_message_audiences();
drop function forget_erased_in_message_audiences();
drop table message_audiences;
drop table offer_audiences;

create or replace function move_ledger(source uuid, target uuid, subjects uuid[]) returns void language sql as $$
  update promises set customer_id = target where customer_id = source and subject = any(subjects);
  update redemptions set customer_id = target where customer_id = source and subject = any(subjects);
  update decisions set customer_id = target where customer_id = source and subject = any(subjects);
  update addressees set customer_id = target where customer_id = source and subject = any(subjects);
$$;

create or replace function erase_customers(family uuid[]) returns table (kept_in text, many bigint) language plpgsql as $$
declare
  nodes uuid[] := array(select n.id from identity_nodes n where n.customer_id = any(family));
  made uuid[] := array(select p.id from promises p where p.customer_id = any(family));
begin
  return query with gone as (delete from match_suggestions s where s.a = any(family) or s.b = any(family)
    returning 1) select 'match_suggestions', count(*) from gone;
  return query with gone as (delete from redemptions r where r.customer_id = any(family) or r.promise_id = any(made)
    returning 1) select 'redemptions', count(*) from gone;
  return query with gone as (delete from decisions d where d.customer_id = any(family) or d.promise_id = any(made)
    returning 1) select 'decisions', count(*) from gone;
  return query with gone as (delete from promises p where p.id = any(made)
    returning 1) select 'promises', count(*) from gone;
  return query with gone as (delete from addressees a where a.customer_id = any(family) or a.subject = any(nodes)
    returning 1) select 'addressees', count(*) from gone;
  return query with gone as (delete from attribute_facts f where f.subject = any(nodes)
    returning 1) select 'attribute_facts', count(*) from gone;
  return query with gone as (delete from identity_edges e where e.a = any(nodes) or e.b = any(nodes)
    returning 1) select 'identity_edges', count(*) from gone;
  return query with gone as (delete from cannot_links l where l.a = any(nodes) or l.b = any(nodes)
    returning 1) select 'cannot_links', count(*) from gone;
  return query with gone as (delete from memberships m where m.identifier_id = any(nodes)
    returning 1) select 'memberships', count(*) from gone;
  return query with gone as (delete from identity_changes c where c.customer_id = any(family) or c.other_id = any(family)
    returning 1) select 'identity_changes', count(*) from gone;
  return query with gone as (delete from identifier_secrets s using identifiers i
    where i.id = any(nodes) and s.type = i.type and s.value = i.value
    returning 1) select 'identifier_secrets', count(*) from gone;
  return query with gone as (delete from former_identifiers i where i.id = any(nodes)
    returning 1) select 'former_identifiers', count(*) from gone;
  return query with gone as (delete from identifiers i where i.id = any(nodes)
    returning 1) select 'identifiers', count(*) from gone;
  return query with gone as (delete from customer_exports e where e.customer_id = any(family)
    returning 1) select 'customer_exports', count(*) from gone;
  return query with gone as (delete from frozen_customers f where f.customer_id = any(family)
    returning 1) select 'frozen_customers', count(*) from gone;
  update customers c set attributes = '{}', merged_into = null, erased_at = now()
    where c.id = any(family) and exists (select from memberships m where m.customer_id = c.id);
  return query with gone as (delete from customers c where c.id = any(family) and c.erased_at is null
    returning 1) select 'customers', count(*) from gone;
end
$$;
