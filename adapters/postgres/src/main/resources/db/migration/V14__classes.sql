-- The life of a class, where its sessions take place, and its timetable. Written by the api only.

-- status moves only as ClassTransition says. state_revision grows with each move and each change of the application;
-- revision, which tells the analyzer that a roster changed, has nothing to do with it.
ALTER TABLE training_class DROP CONSTRAINT training_class_status_check;
ALTER TABLE training_class
    ADD COLUMN state_revision bigint      NOT NULL DEFAULT 1,
    ADD COLUMN status_since   timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN starts_on      date, -- of the application; so are the next four
    ADD COLUMN ends_on        date,
    ADD COLUMN class_hours    int         NOT NULL DEFAULT 0 CHECK (class_hours >= 0),
    ADD COLUMN trainees       int         NOT NULL DEFAULT 0 CHECK (trainees >= 0),
    ADD COLUMN note           text        NOT NULL DEFAULT '',
    ADD CONSTRAINT training_class_status_check CHECK (status IN ('APPLIED', 'APPROVED', 'RUNNING', 'ENDED', 'FILED',
                                                                 'ACCEPTED', 'REJECTED', 'SUSPENDED')),
    ADD CHECK (ends_on >= starts_on);
UPDATE training_class SET status_since = COALESCE(approved_at, created_at);
CREATE INDEX training_class_approved ON training_class (class_id) WHERE status = 'APPROVED';
CREATE INDEX training_class_status ON training_class (status, class_id);

-- Who moved a class, when and why. Append only. by_id is empty where the clock did it.
CREATE TABLE class_history (
    class_id    text        NOT NULL REFERENCES training_class,
    revision    bigint      NOT NULL, -- state_revision after it
    transition  text        NOT NULL,
    from_status text        NOT NULL DEFAULT '',
    to_status   text        NOT NULL,
    reason      text        NOT NULL DEFAULT '',
    at          timestamptz NOT NULL,
    by_id       text        NOT NULL,
    by_name     text        NOT NULL,
    by_role     text        NOT NULL,
    PRIMARY KEY (class_id, revision)
);
-- classes of before this release: how they came to be where they are
INSERT INTO class_history (class_id, revision, transition, to_status, at, by_id, by_name, by_role)
SELECT class_id, 1, 'APPLY', 'APPLIED', created_at, '', '', '' FROM training_class;
INSERT INTO class_history (class_id, revision, transition, from_status, to_status, at, by_id, by_name, by_role)
SELECT class_id, 2, 'APPROVE', 'APPLIED', 'APPROVED', approved_at, COALESCE(approved_by, ''), '', ''
  FROM training_class WHERE status = 'APPROVED';
UPDATE training_class SET state_revision = 2 WHERE status = 'APPROVED';
-- who decided stands in the history
ALTER TABLE training_class DROP COLUMN approved_at, DROP COLUMN approved_by;

-- A cancelled session is never opened. It can be cancelled until it begins.
ALTER TABLE training_session
    ADD COLUMN classroom_id  text,
    ADD COLUMN teacher_id    text,
    ADD COLUMN cancelled_at  timestamptz,
    ADD COLUMN cancel_reason text NOT NULL DEFAULT '',
    -- grows when the session is changed or cancelled; revision, which tells the analyzer of claims, is another
    ADD COLUMN plan_revision bigint NOT NULL DEFAULT 1,
    ADD CHECK (cancelled_at IS NOT NULL OR cancel_reason = '');

-- Where sessions take place: institution, site, classroom, camera.
CREATE TABLE site (
    site_id        text PRIMARY KEY,
    institution_id text        NOT NULL REFERENCES institution,
    name           text        NOT NULL,
    address        text        NOT NULL DEFAULT '',
    revision       bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    UNIQUE (institution_id, name)
);

CREATE TABLE classroom (
    classroom_id text PRIMARY KEY,
    site_id      text        NOT NULL REFERENCES site,
    name         text        NOT NULL,
    capacity     int         NOT NULL DEFAULT 0 CHECK (capacity >= 0), -- 0: not said
    revision     bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    UNIQUE (site_id, name)
);

-- A camera hangs in a classroom, or nobody has said in which; a platform in none.
ALTER TABLE source
    ADD COLUMN classroom_id text REFERENCES classroom,
    ADD CHECK (classroom_id IS NULL OR kind = 'CAMERA');
CREATE INDEX source_classroom ON source (classroom_id) WHERE classroom_id IS NOT NULL;

-- Who was where, and was moved, by whom. Append only.
CREATE TABLE place_history (
    entry_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    institution_id text        NOT NULL REFERENCES institution,
    object_id      text        NOT NULL, -- site, classroom or source
    what           text        NOT NULL CHECK (what IN ('ADDED', 'CHANGED', 'PLACED', 'TAKEN_OUT')),
    detail         text        NOT NULL DEFAULT '',
    at             timestamptz NOT NULL,
    by_id          text        NOT NULL,
    by_name        text        NOT NULL,
    by_role        text        NOT NULL
);
CREATE INDEX place_history_object ON place_history (object_id, entry_id);
ALTER TABLE training_session ADD FOREIGN KEY (classroom_id) REFERENCES classroom;
CREATE INDEX training_session_classroom ON training_session (classroom_id, ends_at) WHERE classroom_id IS NOT NULL;

-- The register of teachers (统一师资库): one across all institutions, each person once.
CREATE TABLE teacher (
    teacher_id     text PRIMARY KEY REFERENCES subject,
    id_number_hash text        NOT NULL UNIQUE, -- keyed, as subject's
    title          text        NOT NULL DEFAULT '',
    trades         text[]      NOT NULL DEFAULT '{}',
    revision       bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL
);

-- The number is not kept: a keyed hash, so that nobody has another's certificate, and a masked form to show.
CREATE TABLE teacher_certificate (
    teacher_id    text NOT NULL REFERENCES teacher,
    name          text NOT NULL,
    number_hash   text NOT NULL,
    masked_number text NOT NULL,
    PRIMARY KEY (name, number_hash)
);
CREATE INDEX teacher_certificate_teacher ON teacher_certificate (teacher_id);

-- A teacher works for an institution from a day until a day, both included; until_on null: until further notice.
CREATE TABLE engagement (
    engagement_id  text PRIMARY KEY,
    teacher_id     text        NOT NULL REFERENCES teacher,
    institution_id text        NOT NULL REFERENCES institution,
    from_on        date        NOT NULL,
    until_on       date,
    revision       bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    UNIQUE (teacher_id, institution_id, from_on),
    CHECK (until_on >= from_on)
);
CREATE INDEX engagement_institution ON engagement (institution_id, teacher_id);

-- Append only.
CREATE TABLE teacher_history (
    entry_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    teacher_id text        NOT NULL REFERENCES teacher,
    what       text        NOT NULL CHECK (what IN ('ENROLLED', 'CHANGED', 'ENGAGED', 'ENGAGEMENT_ENDED')),
    detail     text        NOT NULL DEFAULT '',
    reason     text        NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    by_id      text        NOT NULL,
    by_name    text        NOT NULL,
    by_role    text        NOT NULL
);
CREATE INDEX teacher_history_teacher ON teacher_history (teacher_id, entry_id);

ALTER TABLE training_session ADD FOREIGN KEY (teacher_id) REFERENCES teacher;
CREATE INDEX training_session_teacher ON training_session (teacher_id, ends_at) WHERE teacher_id IS NOT NULL;

-- Who planned, changed or cancelled a session, and why. Append only.
CREATE TABLE session_history (
    session_id text        NOT NULL REFERENCES training_session,
    revision   bigint      NOT NULL, -- plan_revision after it
    what       text        NOT NULL CHECK (what IN ('PLANNED', 'CHANGED', 'CANCELLED')),
    detail     text        NOT NULL DEFAULT '', -- as it was before
    reason     text        NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    by_id      text        NOT NULL,
    by_name    text        NOT NULL,
    by_role    text        NOT NULL,
    PRIMARY KEY (session_id, revision)
);

-- A call that plans sessions may be repeated: the same id of the same class is the same call.
CREATE TABLE plan_request (
    class_id   text        NOT NULL REFERENCES training_class,
    request_id text        NOT NULL,
    digest     text        NOT NULL, -- SHA-256 of what was asked for
    sessions   text[]      NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (class_id, request_id)
);
