-- A text that says the last day of a price tells a campaign's price, which is no regular one. Of texts taken in before it
-- is told by how long the price holds: what says no end holds for a day, or until the text is changed.
alter table text_claims add column has_last_day boolean not null default false;
update text_claims set has_last_day = true where holds_to - holds_from > interval '25 hours';
