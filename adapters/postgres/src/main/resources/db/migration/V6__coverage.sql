-- Which times of a session each of its sources really showed, and why not the others: written with the attendance that
-- rests on it.
CREATE TABLE session_coverage (
    session_id text        NOT NULL,
    source_id  text        NOT NULL,
    -- [{from, to, sight, sourceState}], every instant from the session's start on once, in order
    spans      jsonb       NOT NULL,
    seen_ms    bigint      NOT NULL,
    unseen_ms  bigint      NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, source_id)
);

ALTER TABLE session_progress ADD COLUMN source_since timestamptz, ADD COLUMN key_interval_ms bigint;
