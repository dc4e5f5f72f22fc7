-- Who watched which session live, and for how long. Append only: an entry is begun, touched and ended, never deleted.
CREATE TABLE watch (
    watch_id       text PRIMARY KEY,     -- UUIDv7: in order of time
    session_id     text        NOT NULL,
    source_id      text        NOT NULL,
    institution_id text        NOT NULL, -- of the session
    viewer_id      text        NOT NULL,
    viewer_name    text        NOT NULL,
    viewer_role    text        NOT NULL,
    started_at     timestamptz NOT NULL,
    touched_at     timestamptz NOT NULL, -- when the viewer was last known to watch
    ended_at       timestamptz,          -- null: watches, or the node died after touched_at
    end_reason     text,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX watch_session ON watch (session_id, watch_id);
CREATE INDEX watch_institution ON watch (institution_id, watch_id);
