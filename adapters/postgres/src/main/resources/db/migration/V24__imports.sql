-- Many people at once: who imported which table, and photos from ZIPs, worked off in the background.

-- Append only. The table itself is not kept: it has ID numbers.
CREATE TABLE trainee_import (
    import_id      text PRIMARY KEY,
    institution_id text        NOT NULL REFERENCES institution,
    class_id       text,
    rows           int         NOT NULL,
    entered        int         NOT NULL,
    at             timestamptz NOT NULL,
    by_id          text        NOT NULL,
    by_name        text        NOT NULL,
    by_role        text        NOT NULL
);

CREATE TABLE photo_import (
    import_id      text PRIMARY KEY,
    institution_id text        NOT NULL REFERENCES institution,
    class_id       text,
    request_key    text UNIQUE, -- caller, institution and request id; null when none was given
    state          text        NOT NULL CHECK (state IN ('UPLOADING', 'WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    size_bytes     bigint      NOT NULL CHECK (size_bytes > 0),
    received       bigint      NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size_bytes),
    files          int         NOT NULL DEFAULT 0,
    interruptions  int         NOT NULL DEFAULT 0,
    failure_code   text        NOT NULL DEFAULT '',
    failure_en     text        NOT NULL DEFAULT '',
    failure_zh     text        NOT NULL DEFAULT '',
    created_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    by_id          text        NOT NULL,
    by_name        text        NOT NULL,
    by_role        text        NOT NULL,
    CHECK ((ended_at IS NULL) = (state IN ('UPLOADING', 'WAITING', 'RUNNING')))
);
CREATE INDEX photo_import_institution ON photo_import (institution_id, import_id);
CREATE INDEX photo_import_open ON photo_import (import_id) WHERE ended_at IS NULL;

-- The ZIP until it is worked off, as blobs: file names in it may be ID numbers.
CREATE TABLE photo_import_part (
    import_id text   NOT NULL REFERENCES photo_import,
    start     bigint NOT NULL,
    length    int    NOT NULL CHECK (length > 0),
    sha256    text   NOT NULL,
    PRIMARY KEY (import_id, start)
);
CREATE INDEX photo_import_part_blob ON photo_import_part (sha256);

-- What became of each file. Written once, in order: after an interruption it goes on behind the last one.
CREATE TABLE photo_import_item (
    import_id   text   NOT NULL REFERENCES photo_import,
    number      int    NOT NULL,
    file_name   text   NOT NULL, -- ID numbers masked
    subject_id  text,
    outcome     text   NOT NULL CHECK (outcome IN ('ACCEPTED', 'REFUSED', 'UNMATCHED')),
    codes       text[] NOT NULL DEFAULT '{}',
    messages_en text[] NOT NULL DEFAULT '{}',
    messages_zh text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (import_id, number)
);

-- photos are matched by name where they have no ID number
CREATE INDEX subject_name ON subject (institution_id, name);
