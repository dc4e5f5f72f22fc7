-- Recording of sources. The policy is written by the api; segments and gaps by ingest.
ALTER TABLE source
    ADD COLUMN recording text NOT NULL DEFAULT 'OFF' CHECK (recording IN ('OFF', 'AROUND_ANOMALIES', 'CONTINUOUS'));

CREATE TABLE recording_segment (
    segment_id text PRIMARY KEY,
    source_id  text        NOT NULL,
    session_id text        NOT NULL,
    from_at    timestamptz NOT NULL,
    to_at      timestamptz NOT NULL,
    media_type text        NOT NULL, -- with codecs, RFC 6381
    bytes      bigint      NOT NULL,
    sha256     text        NOT NULL, -- of the content; stays when the content is erased
    kept       boolean     NOT NULL, -- the store has it; otherwise it is being written, or writing failed
    erased_at  timestamptz,
    CHECK (to_at > from_at)
);
CREATE INDEX recording_segment_span ON recording_segment (source_id, from_at);
-- for retention
CREATE INDEX recording_segment_age ON recording_segment (to_at) WHERE erased_at IS NULL;
CREATE INDEX recording_segment_content ON recording_segment (sha256) WHERE erased_at IS NULL;

-- Why a span that should have been recorded was not.
CREATE TABLE recording_gap (
    source_id  text        NOT NULL,
    session_id text        NOT NULL,
    from_at    timestamptz NOT NULL,
    to_at      timestamptz NOT NULL,
    reason     text        NOT NULL,
    PRIMARY KEY (source_id, from_at, to_at, reason),
    CHECK (to_at > from_at)
);
