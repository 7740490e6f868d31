-- How the rule of the prior price is kept to here: one row, or none for the usual.
create table price_rule (
  singleton boolean primary key default true check (singleton),
  prior_price text not null check (prior_price in ('all-channels', 'own-channel'))
);

-- Goods that spoil or age fast: the rule does not hold for them (Prisinformationslagen 7 a §).
create table price_rule_exemptions (
  product text primary key
);
