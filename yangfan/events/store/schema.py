"""The event store's tables, in ClickHouse's dialect: one text for the embedded engine and for a cluster.

`events` is what happened, `visits` one row per visit (filled from `events` by a materialised view), `facts` the
numbers that can be undone (costs, exposures, inquiries, deals), `bot_hits` what robots did, and
`visitor_contacts` who a visitor turned out to be (joined at query time, so that erasing a contact is one delete).
"""

DATABASE = "yangfan"
TABLES = ("events", "visits", "facts", "bot_hits", "visitor_contacts")

# A block that was inserted is on the disk before the loader hears of it, and a second insert of it is recognised.
_DURABLE = "non_replicated_deduplication_window = 2000, fsync_after_insert = 1, fsync_part_directory = 1"

EVENTS = f"""
CREATE TABLE IF NOT EXISTS {DATABASE}.events (
    workspace_id UInt32,
    site_id UInt32,
    ts DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    event_id UInt64 CODEC(NONE),
    visitor_id UInt64 CODEC(ZSTD(1)),
    visit_id UInt64 CODEC(ZSTD(1)),
    visit_start DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    event LowCardinality(String),
    path String CODEC(ZSTD(1)),
    host LowCardinality(String),
    referrer String CODEC(ZSTD(1)),
    source LowCardinality(String),
    medium LowCardinality(String),
    campaign LowCardinality(String),
    channel LowCardinality(String),
    origin UInt8,
    country LowCardinality(String),
    country_is_likely UInt8,
    region LowCardinality(String),
    device LowCardinality(String),
    browser LowCardinality(String),
    os LowCardinality(String),
    language LowCardinality(String),
    consented UInt8,
    count UInt64 CODEC(ZSTD(1)),
    revenue Float64 CODEC(ZSTD(1)),
    value Float64 CODEC(ZSTD(1)),
    props Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    expires_on Date CODEC(ZSTD(1))
) ENGINE = MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (workspace_id, toDate(ts), event, visitor_id, ts)
TTL expires_on
SETTINGS {_DURABLE}
"""

# One row per visit. Where the visit came from is that of the row with the highest `origin`, then the earliest:
# a running direct visit takes on a source that is seen later. Columns that end in _state are read with argMinMerge.
VISITS = f"""
CREATE TABLE IF NOT EXISTS {DATABASE}.visits (
    workspace_id UInt32,
    site_id UInt32,
    visit_start DateTime64(3, 'UTC'),
    visit_id UInt64,
    visitor_id UInt64,
    ended_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    page_views SimpleAggregateFunction(sum, UInt64),
    events SimpleAggregateFunction(sum, UInt64),
    engaged_seconds SimpleAggregateFunction(sum, Float64),
    entry_state AggregateFunction(argMin, String, DateTime64(3, 'UTC')),
    exit_state AggregateFunction(argMax, String, DateTime64(3, 'UTC')),
    origin_state AggregateFunction(argMin,
        Tuple(channel LowCardinality(String), source LowCardinality(String), medium LowCardinality(String),
              campaign LowCardinality(String), referrer String),
        Tuple(Int16, DateTime64(3, 'UTC'))),
    best_origin SimpleAggregateFunction(max, UInt8),
    country SimpleAggregateFunction(max, LowCardinality(String)),
    country_is_likely SimpleAggregateFunction(min, UInt8),
    device SimpleAggregateFunction(max, LowCardinality(String)),
    browser SimpleAggregateFunction(max, LowCardinality(String)),
    os SimpleAggregateFunction(max, LowCardinality(String)),
    language SimpleAggregateFunction(max, LowCardinality(String)),
    consented SimpleAggregateFunction(max, UInt8),
    expires_on SimpleAggregateFunction(max, Date)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(visit_start)
ORDER BY (workspace_id, toDate(visit_start), visit_id, site_id, visitor_id, visit_start)
TTL expires_on
SETTINGS {_DURABLE}
"""

VISITS_FROM_EVENTS = f"""
CREATE MATERIALIZED VIEW IF NOT EXISTS {DATABASE}.visits_from_events TO {DATABASE}.visits AS
SELECT
    workspace_id, site_id, visit_start, visit_id, visitor_id,
    max(ts) AS ended_at,
    countIf(event = 'page_view') AS page_views,
    count() AS events,
    sumIf(value, event = 'engagement') AS engaged_seconds,
    argMinState(path, ts) AS entry_state,
    argMaxState(path, ts) AS exit_state,
    argMinState(tuple(channel, source, medium, campaign, referrer), tuple(-toInt16(origin), ts)) AS origin_state,
    max(origin) AS best_origin,
    max(country) AS country,
    min(country_is_likely) AS country_is_likely,
    max(device) AS device,
    max(browser) AS browser,
    max(os) AS os,
    max(language) AS language,
    max(consented) AS consented,
    max(expires_on) AS expires_on
FROM {DATABASE}.events
WHERE visit_id != 0
GROUP BY workspace_id, site_id, visit_start, visit_id, visitor_id
"""

FACTS = f"""
CREATE TABLE IF NOT EXISTS {DATABASE}.facts (
    workspace_id UInt32,
    key String,
    version UInt64,
    deleted UInt8,
    day Date,
    kind LowCardinality(String),
    source LowCardinality(String),
    channel LowCardinality(String),
    campaign LowCardinality(String),
    amount Decimal(18, 4),
    currency LowCardinality(String),
    country LowCardinality(String),
    device LowCardinality(String),
    language LowCardinality(String),
    path String
) ENGINE = ReplacingMergeTree(version)
ORDER BY (workspace_id, key)
SETTINGS {_DURABLE}
"""

BOT_HITS = f"""
CREATE TABLE IF NOT EXISTS {DATABASE}.bot_hits (
    workspace_id UInt32,
    site_id UInt32,
    ts DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    event_id UInt64 CODEC(NONE),
    event LowCardinality(String),
    path String CODEC(ZSTD(1)),
    family LowCardinality(String),
    reason LowCardinality(String),
    expires_on Date
) ENGINE = MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (workspace_id, toDate(ts), family, ts)
TTL expires_on
SETTINGS {_DURABLE}
"""

VISITOR_CONTACTS = f"""
CREATE TABLE IF NOT EXISTS {DATABASE}.visitor_contacts (
    workspace_id UInt32,
    visitor_id UInt64,
    contact_id UInt64,
    linked_at DateTime64(3, 'UTC'),
    deleted UInt8,
    version UInt64,
    expires_on Date
) ENGINE = ReplacingMergeTree(version)
ORDER BY (workspace_id, visitor_id, contact_id)
TTL expires_on
SETTINGS {_DURABLE}
"""

STATEMENTS = (
    f"CREATE DATABASE IF NOT EXISTS {DATABASE}",
    EVENTS, VISITS, VISITS_FROM_EVENTS, FACTS, BOT_HITS, VISITOR_CONTACTS,
)  # fmt: skip
