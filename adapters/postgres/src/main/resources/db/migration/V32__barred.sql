-- Trainees of whom a platform handed in snapshots in a session that does not take place. Written by ingest; no pictures.
CREATE TABLE refused_presence (
    session_id text        NOT NULL REFERENCES training_session,
    subject_id text        NOT NULL REFERENCES subject,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    times      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (session_id, subject_id)
);
CREATE INDEX training_session_cancelled ON training_session (ends_at) WHERE cancelled_at IS NOT NULL;
CREATE INDEX class_history_suspended ON class_history (class_id, at) WHERE to_status = 'SUSPENDED';
