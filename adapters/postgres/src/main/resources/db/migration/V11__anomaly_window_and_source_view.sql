-- When that which a case rests on happened; null for cases of before.
ALTER TABLE anomaly
    ADD COLUMN from_at timestamptz,
    ADD COLUMN to_at   timestamptz;

-- What a source usually shows, learnt by the analyzer from session to session: directions of edges, no picture.
CREATE TABLE source_view (
    source_id  text PRIMARY KEY,
    generation bigint      NOT NULL, -- grows when the view is reset: an analyzer that learnt before does not write it back
    view       bytea,                -- null since it was reset
    learnt_at  timestamptz NOT NULL DEFAULT now(),
    reset_at   timestamptz
);
