-- Cases that rest on several sessions.
ALTER TABLE anomaly ADD COLUMN related_sessions text[] NOT NULL DEFAULT '{}';
ALTER TABLE anomaly_withdrawn ADD COLUMN related_sessions text[] NOT NULL DEFAULT '{}';

-- What the substitute of an open case looks like, sealed for the purpose "suspect:<anomaly>"; goes when the case is
-- decided or too old.
CREATE TABLE suspect (
    anomaly_id        text PRIMARY KEY,
    session_id        text        NOT NULL,
    since             timestamptz NOT NULL,
    sealed_appearance bytea       NOT NULL,
    faces             jsonb       NOT NULL DEFAULT '[]'
);
CREATE INDEX suspect_since ON suspect (since);
CREATE INDEX attendance_seen ON attendance (subject_id) WHERE first_seen IS NOT NULL;
CREATE INDEX training_session_end ON training_session (ends_at);
