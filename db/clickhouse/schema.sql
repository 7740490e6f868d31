-- Made by `node scripts/schema.ts` from the numbered files beside this one. Not applied by anything: it is for reading.

CREATE TABLE customer_homes
(
    `kind` Enum8('customer' = 1, 'subject' = 2),
    `who` UUID,
    `home` UUID,
    `change` UInt64
)
ENGINE = ReplacingMergeTree(change)
ORDER BY (kind, who)
SETTINGS cleanup_delay_period = 1, max_cleanup_delay_period = 10, cleanup_delay_period_random_add = 0, index_granularity = 8192;

CREATE TABLE events
(
    `customer` UUID,
    `subject` UUID,
    `at` DateTime64(3, 'UTC'),
    `message_id` String,
    `type` LowCardinality(String),
    `name` LowCardinality(String),
    `channel` LowCardinality(String),
    `source` LowCardinality(String),
    `identifiers` String,
    `properties` String,
    `context` String,
    `products` Array(String),
    `received_at` DateTime64(3, 'UTC'),
    `violations` Array(LowCardinality(String)),
    `violation_details` String,
    `violation_mode` LowCardinality(String)
)
ENGINE = ReplacingMergeTree
PARTITION BY cityHash64(customer) % 8
ORDER BY (customer, at, message_id)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 1, max_cleanup_delay_period = 10, cleanup_delay_period_random_add = 0;

CREATE TABLE message_ids
(
    `id` UUID,
    `segment` UUID,
    `claimed_at` DateTime64(6, 'UTC')
)
ENGINE = MergeTree
PARTITION BY toMonday(claimed_at)
ORDER BY id
TTL toDateTime(claimed_at) + toIntervalDay(30)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1;

CREATE TABLE schema_migrations
(
    `name` String,
    `checksum` String,
    `applied_at` DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY name
SETTINGS index_granularity = 8192;
