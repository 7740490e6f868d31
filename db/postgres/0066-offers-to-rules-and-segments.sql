-- An offer may be aimed at those for whom a rule holds, as it is written; of a segment the rule is {"segment": id}.
alter table offers drop constraint offers_audience_check;
alter table offers add column audience_rule jsonb;
alter table offers add constraint offers_audience_check check (
  case when audience in ('everyone', 'list') then audience_rule is null
    when audience in ('rule', 'segment') then audience_rule is not null else false end
);
