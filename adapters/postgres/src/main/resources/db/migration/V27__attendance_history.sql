-- What people lay down about attendance, and what became of each record over time.

-- MANUAL stands once a second person has signed; the others at once. What was taken back stays, ended. Each step is an
-- entry of session_change, too.
CREATE TABLE attendance_statement (
    statement_id     text PRIMARY KEY, -- chosen by the caller
    session_id       text        NOT NULL REFERENCES training_session,
    subject_id       text        NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('MANUAL', 'EXCUSED', 'CHECK_MADE_UP')),
    check_number     int         NOT NULL DEFAULT -1,
    reason           text        NOT NULL,
    teacher_id       text,                 -- of the session's roster, who signed first with the one who entered it
    entered_at       timestamptz NOT NULL,
    entered_by       text        NOT NULL,
    entered_by_name  text        NOT NULL,
    seconded_at      timestamptz,
    seconded_by      text,
    seconded_by_name text,
    stands_since     timestamptz,          -- null: waits for its second person
    ended_at         timestamptz,
    ended_by         text,
    ended_by_name    text,
    ended_reason     text,
    revision         int         NOT NULL DEFAULT 1,
    CHECK (seconded_by IS NULL OR seconded_by <> entered_by),
    CHECK ((kind = 'CHECK_MADE_UP') = (check_number >= 0))
);
-- one person is either verified by hand or excused
CREATE UNIQUE INDEX attendance_statement_one ON attendance_statement (session_id, subject_id)
    WHERE kind IN ('MANUAL', 'EXCUSED') AND ended_at IS NULL;
CREATE UNIQUE INDEX attendance_statement_check ON attendance_statement (session_id, subject_id, check_number)
    WHERE kind = 'CHECK_MADE_UP' AND ended_at IS NULL;
CREATE INDEX attendance_statement_subject ON attendance_statement (subject_id, kind) WHERE ended_at IS NULL;

ALTER TABLE attendance
    ADD COLUMN policy          text   NOT NULL DEFAULT '',
    ADD COLUMN statement       text   NOT NULL DEFAULT '',
    ADD COLUMN checks_asked    int    NOT NULL DEFAULT 0,
    ADD COLUMN checks_answered int    NOT NULL DEFAULT 0,
    ADD COLUMN checks_made_up  int    NOT NULL DEFAULT 0,
    ADD COLUMN fingerprint     text   NOT NULL DEFAULT '', -- of all that the record says
    ADD COLUMN revision        bigint NOT NULL DEFAULT 0,  -- of the inputs that it was folded from
    -- for the class-hours of a day: the day and the start of the session, and how many its policy lets count
    ADD COLUMN day             date,
    ADD COLUMN starts_at       timestamptz,
    ADD COLUMN daily_limit     double precision NOT NULL DEFAULT 0;
UPDATE attendance a SET starts_at = s.starts_at, day = (s.starts_at AT TIME ZONE 'Asia/Shanghai')::date
  FROM training_session s WHERE s.session_id = a.session_id;
CREATE INDEX attendance_day ON attendance (subject_id, day);

-- From what the records of a session that is over were folded, as text, by its SHA-256: no pictures, nothing of a face.
CREATE TABLE attendance_facts (
    session_id text        NOT NULL,
    sha256     text        NOT NULL,
    facts      text        NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, sha256)
);
CREATE TRIGGER attendance_facts_append_only BEFORE UPDATE ON attendance_facts
    FOR EACH ROW EXECUTE FUNCTION refuse_attendance_change();

-- While a session runs each change of status; of a session that is over each change of anything.
CREATE TABLE attendance_history (
    entry_id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id           text             NOT NULL,
    subject_id           text             NOT NULL,
    at                   timestamptz      NOT NULL DEFAULT now(),
    changed              text[]           NOT NULL, -- empty: the first
    status               text             NOT NULL,
    provisional          boolean          NOT NULL,
    seen_ms              bigint           NOT NULL,
    sampled_ms           bigint           NOT NULL,
    credited_class_hours double precision NOT NULL,
    claimed              boolean          NOT NULL,
    policy               text             NOT NULL,
    statement            text             NOT NULL,
    calibration          text             NOT NULL,
    fingerprint          text             NOT NULL,
    facts_sha256         text,                      -- null: while the session ran, or before this release
    from_revision        bigint           NOT NULL, -- of the inputs: what changed between the two is in session_change
    to_revision          bigint           NOT NULL
);
CREATE INDEX attendance_history_session ON attendance_history (session_id, subject_id, entry_id);
CREATE TRIGGER attendance_history_append_only BEFORE UPDATE ON attendance_history
    FOR EACH ROW EXECUTE FUNCTION refuse_attendance_change();

-- What was decided about cases before there was a history is folded in now.
INSERT INTO attendance_due (session_id, revision, requested_at)
SELECT s.session_id, s.revision + c.revision, now()
  FROM training_session s JOIN training_class c USING (class_id)
 WHERE s.session_id IN (SELECT session_id FROM adjudication);
