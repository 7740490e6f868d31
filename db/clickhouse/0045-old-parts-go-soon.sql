-- What removes the parts of a table that are of no more use sleeps longer the less there is to do, up to five minutes.
-- What was erased must not wait for it.
ALTER TABLE events MODIFY SETTING cleanup_delay_period = 1, max_cleanup_delay_period = 10, cleanup_delay_period_random_add = 0;
