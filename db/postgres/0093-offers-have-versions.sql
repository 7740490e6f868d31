-- An offer that has not been live can be written anew: each save is a version, and what stands in `offers` is the newest.
-- What has been live is what promises were made under, and is never written over.
alter table offers add column version integer not null default 1;

create table offer_versions (
  offer_id uuid not null references offers (id) on delete cascade,
  version integer not null,
  body jsonb not null,
  audience_set uuid,
  saved_at timestamptz not null,
  saved_by text not null,
  restored_from integer,
  primary key (offer_id, version)
);

insert into offer_versions (offer_id, version, body, audience_set, saved_at, saved_by)
  select o.id, 1, jsonb_build_object(
      'name', o.name, 'terms', o.terms, 'products', o.products, 'channels', o.channels,
      'audience', jsonb_strip_nulls(jsonb_build_object('kind', o.audience, 'rule', o.audience_rule))
        || jsonb_build_object('size', case when o.audience = 'list'
             then (select count(distinct a.customer_id) from addressees a where a.audience_set = o.audience_set) end),
      'validFrom', to_char(o.valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'validTo', to_char(o.valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'redemptionLimit', o.redemption_limit),
    o.audience_set, o.created_at, o.created_by
  from offers o;
