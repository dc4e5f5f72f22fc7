-- Review: what people do about anomalies. anomaly.status follows review_case.state.

-- Set with the first case: from then on the analyzer does not delete the anomaly.
ALTER TABLE anomaly ADD COLUMN reviewed boolean NOT NULL DEFAULT false;

-- A case exists from the first thing that a person did about an anomaly. No foreign key: the analyzer owns the anomaly, and
-- leaves it in place once there is a case.
CREATE TABLE review_case (
    anomaly_id             text PRIMARY KEY,
    session_id             text        NOT NULL,
    institution_id         text        NOT NULL,
    revision               bigint      NOT NULL,
    state                  text        NOT NULL CHECK (state IN
        ('OPEN', 'TAKEN', 'PROPOSED', 'CONFIRMED', 'DISMISSED', 'APPEALED', 'FINAL')),
    reviewer_id            text,
    reviewer_name          text        NOT NULL DEFAULT '',
    taken_until            timestamptz,
    proposed_by            text,
    proposed_by_name       text        NOT NULL DEFAULT '',
    decided_by             text,
    decided_by_name        text        NOT NULL DEFAULT '',
    decided_at             timestamptz,
    reason                 text        NOT NULL DEFAULT '',
    note                   text        NOT NULL DEFAULT '',
    subject_id             text        NOT NULL DEFAULT '', -- whom the decision is about
    -- of the anomaly as the reviewer saw it
    digest                 text        NOT NULL DEFAULT '',
    explanation_due_at     timestamptz,
    explanation_overdue    boolean     NOT NULL DEFAULT false,
    explained_at           timestamptz,
    second_due_at          timestamptz,
    second_overdue         boolean     NOT NULL DEFAULT false,
    appeal_due_at          timestamptz,
    appeal_decision_due_at timestamptz,
    appeal_overdue         boolean     NOT NULL DEFAULT false,
    CHECK ((state = 'TAKEN') = (reviewer_id IS NOT NULL)),
    CHECK ((state = 'TAKEN') = (taken_until IS NOT NULL)),
    CHECK ((state IN ('CONFIRMED', 'DISMISSED', 'APPEALED', 'FINAL')) = (decided_at IS NOT NULL))
);
CREATE INDEX review_case_session ON review_case (session_id);
-- for the job that moves what is overdue
CREATE INDEX review_case_taken ON review_case (taken_until) WHERE state = 'TAKEN';
CREATE INDEX review_case_waiting ON review_case (anomaly_id) WHERE state IN ('OPEN', 'TAKEN', 'PROPOSED', 'CONFIRMED', 'APPEALED');

-- What the machine says of a case that a person has taken up; the anomaly itself stays as the person saw it.
CREATE TABLE anomaly_later (
    anomaly_id  text PRIMARY KEY,
    withdrawn   boolean     NOT NULL,
    subjects    text[]      NOT NULL,
    since       timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    from_at     timestamptz,
    to_at       timestamptz,
    numbers     jsonb       NOT NULL,
    evidence    jsonb       NOT NULL,
    calibration text        NOT NULL,
    related_sessions text[] NOT NULL DEFAULT '{}'
);

-- Append only: who did what about which case, when and why.
CREATE TABLE case_event (
    event_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    anomaly_id     text        NOT NULL,
    session_id     text        NOT NULL,
    institution_id text        NOT NULL,
    at             timestamptz NOT NULL,
    actor_id       text        NOT NULL, -- empty: the service, because a time had come
    actor_name     text        NOT NULL,
    actor_role     text        NOT NULL,
    act            text        NOT NULL,
    from_state     text        NOT NULL,
    to_state       text        NOT NULL,
    revision       bigint      NOT NULL,
    reason         text        NOT NULL,
    note           text        NOT NULL,
    digest         text        NOT NULL,
    request_id     text,
    UNIQUE (anomaly_id, request_id)
);
CREATE INDEX case_event_case ON case_event (anomaly_id, event_id);
CREATE INDEX case_event_institution ON case_event (institution_id, event_id);
CREATE INDEX case_event_actor ON case_event (actor_id, event_id);

-- The anomaly as it was when somebody acted on it, by its digest: what was decided on can always be shown.
CREATE TABLE case_snapshot (
    digest     text PRIMARY KEY,
    anomaly_id text  NOT NULL,
    canonical  text  NOT NULL, -- the text that the digest is of
    evidence   jsonb NOT NULL
);
CREATE INDEX case_snapshot_evidence ON case_snapshot USING gin (evidence jsonb_path_ops);

-- What institutions hand in; the text is sealed for the purpose "paper:<paper>", attachments are in the blob store.
CREATE TABLE case_paper (
    paper_id     text PRIMARY KEY,
    anomaly_id   text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('EXPLANATION', 'APPEAL')),
    sealed_text  bytea       NOT NULL,
    handed_in_at timestamptz NOT NULL,
    by_id        text        NOT NULL,
    by_name      text        NOT NULL
);
CREATE INDEX case_paper_case ON case_paper (anomaly_id, paper_id);
CREATE TABLE case_attachment (
    attachment_id text PRIMARY KEY,
    paper_id      text NOT NULL REFERENCES case_paper,
    place         int  NOT NULL,
    name          text NOT NULL,
    media_type    text NOT NULL,
    bytes         int  NOT NULL,
    sha256        text NOT NULL,
    UNIQUE (paper_id, place)
);

-- Roll-calls. Marks are append only; the newest of a subject counts.
CREATE TABLE roll_call (
    roll_call_id   text PRIMARY KEY,
    session_id     text        NOT NULL,
    institution_id text        NOT NULL,
    request_id     text        NOT NULL,
    begun_by       text        NOT NULL,
    begun_by_name  text        NOT NULL,
    begun_at       timestamptz NOT NULL,
    finished_at    timestamptz,
    note           text        NOT NULL DEFAULT '',
    UNIQUE (session_id, request_id)
);
CREATE TABLE roll_call_name (
    roll_call_id text NOT NULL REFERENCES roll_call,
    place        int  NOT NULL,
    subject_id   text NOT NULL,
    name         text NOT NULL,
    PRIMARY KEY (roll_call_id, subject_id)
);
CREATE TABLE roll_call_mark (
    mark_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    roll_call_id text        NOT NULL REFERENCES roll_call,
    subject_id   text        NOT NULL,
    answer       text        NOT NULL CHECK (answer IN ('ANSWERED', 'NO_ANSWER', 'ANOTHER_PERSON')),
    at           timestamptz NOT NULL,
    by_id        text        NOT NULL
);
CREATE INDEX roll_call_mark_newest ON roll_call_mark (roll_call_id, subject_id, mark_id DESC);

-- What people decided that the fold takes as fact: SUBSTITUTED or RECOGNISED. Written with the decision; a decision that
-- is overturned takes it back, and its history is in case_event.
CREATE TABLE adjudication (
    anomaly_id text PRIMARY KEY,
    session_id text             NOT NULL,
    finding    text             NOT NULL CHECK (finding IN ('SUBSTITUTED', 'RECOGNISED')),
    subject_id text             NOT NULL,
    track      bigint           NOT NULL,
    decided_at timestamptz      NOT NULL
);
CREATE INDEX adjudication_session ON adjudication (session_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER case_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_snapshot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER roll_call_mark_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON roll_call_mark
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX anomaly_since ON anomaly (since);
CREATE INDEX anomaly_subjects ON anomaly USING gin (subjects);
CREATE INDEX claim_session_subject ON claim (session_id, subject_id);
