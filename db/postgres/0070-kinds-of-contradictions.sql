-- What channels can contradict each other in has grown: an ended offer that is still shown, a reduction that the price
-- of the last 30 days does not bear, offers that are planned against each other.
alter table contradictions drop constraint contradictions_kind_check;
alter table contradictions add constraint contradictions_kind_check
  check (kind in ('unequal', 'missing', 'stale', 'prior-price', 'plan-conflict'));
-- Offers that have ended are looked for by product, in case a channel shows them still.
create index offers_ended on offers using gin (products) where state = 'ended' and live_at is not null;
