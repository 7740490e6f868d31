-- Whose what stands in the history is now, where that is another than the event says: a customer that was merged into
-- another ('customer'), or an identifier that a split moved ('subject'). No home means the one that the event says.
-- Written from the numbered changes of who is who, so that questions over all customers are right without a rewrite.
CREATE TABLE IF NOT EXISTS customer_homes (
  kind Enum8('customer' = 1, 'subject' = 2),
  who UUID,
  home UUID,
  change UInt64
)
ENGINE = ReplacingMergeTree(change)
ORDER BY (kind, who)
SETTINGS cleanup_delay_period = 1, max_cleanup_delay_period = 10, cleanup_delay_period_random_add = 0;
