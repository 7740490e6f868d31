-- The pages that a write key may be used from, as scheme://host[:port]. None named: any page, for such a key is public.
alter table api_keys add column origins text[] not null default '{}';
