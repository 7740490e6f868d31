-- Which segment brought a message first, so that what is sent again within 30 days is not taken in again, whichever
-- process takes it and whatever has become of its time or its customer. A hash of the id and its source: nobody's data.
CREATE TABLE IF NOT EXISTS message_ids (
  id UUID,
  segment UUID,
  claimed_at DateTime64(6, 'UTC')
)
ENGINE = MergeTree
PARTITION BY toMonday(claimed_at)
ORDER BY id
TTL toDateTime(claimed_at) + INTERVAL 30 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1;
