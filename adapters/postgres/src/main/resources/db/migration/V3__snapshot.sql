-- Snapshots that online-course platforms handed in (ingest), so that a repeated call never makes a second sample.
CREATE TABLE snapshot_receipt (
    session_id      text        NOT NULL,
    client_id       text        NOT NULL, -- chosen by the platform
    subject_id      text        NOT NULL,
    sha256          text        NOT NULL, -- of the picture
    received_at     timestamptz NOT NULL,
    acknowledged_at timestamptz,          -- the bus has the sample durably; null: perhaps
    PRIMARY KEY (session_id, client_id)
);
-- for the retention rule
CREATE INDEX snapshot_receipt_received_at ON snapshot_receipt (received_at);
