-- What the analyzer concluded, and how far it has read. Written by the analyzer only, except anomaly.status, which is
-- the api's. No foreign keys to what people enter: the analyzer may be ahead of a deletion.

CREATE TABLE attendance (
    session_id            text             NOT NULL,
    subject_id            text             NOT NULL,
    role                  text             NOT NULL,
    status                text             NOT NULL,
    provisional           boolean          NOT NULL,
    first_seen            timestamptz,
    last_seen             timestamptz,
    seen_ms               bigint           NOT NULL,
    sampled_ms            bigint           NOT NULL,
    intervals             jsonb            NOT NULL DEFAULT '[]',
    credited_class_hours  double precision NOT NULL,
    error_probability     double precision NOT NULL,
    claimed               boolean          NOT NULL,
    evidence              jsonb            NOT NULL DEFAULT '[]',
    updated_at            timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, subject_id)
);
CREATE INDEX attendance_subject ON attendance (subject_id, session_id);

-- The machine opens, and changes or withdraws what nobody has taken up; everything else is a person's.
CREATE TABLE anomaly (
    anomaly_id text PRIMARY KEY,
    session_id text        NOT NULL,
    kind       text        NOT NULL,
    severity   text        NOT NULL,
    status     text        NOT NULL DEFAULT 'OPEN',
    subjects   text[]      NOT NULL DEFAULT '{}',
    since      timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    numbers    jsonb       NOT NULL DEFAULT '{}',
    evidence   jsonb       NOT NULL DEFAULT '[]'
);
CREATE INDEX anomaly_session ON anomaly (session_id);
CREATE INDEX anomaly_open ON anomaly (status, since);

-- Suspicions that the machine has taken back itself, as they last were.
CREATE TABLE anomaly_withdrawn (
    withdrawal_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    withdrawn_at  timestamptz NOT NULL DEFAULT now(),
    anomaly_id    text        NOT NULL,
    session_id    text        NOT NULL,
    kind          text        NOT NULL,
    subjects      text[]      NOT NULL,
    since         timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    numbers       jsonb       NOT NULL,
    evidence      jsonb       NOT NULL
);
CREATE INDEX anomaly_withdrawn_session ON anomaly_withdrawn (session_id);

CREATE TABLE session_progress (
    session_id         text PRIMARY KEY,
    source_state       text   NOT NULL DEFAULT '',
    source_detail      text   NOT NULL DEFAULT '',
    samples_analysed   bigint NOT NULL DEFAULT 0,
    samples_failed     bigint NOT NULL DEFAULT 0,
    newest_sample_at   timestamptz,
    faces_in_newest    int    NOT NULL DEFAULT 0,
    median_face_height real   NOT NULL DEFAULT 0,
    concluded_at       timestamptz
);

-- Each sample exactly once, whatever came of it.
CREATE TABLE analysed_sample (
    sample_id   text PRIMARY KEY,
    session_id  text        NOT NULL,
    captured_at timestamptz NOT NULL,
    sha256      text        NOT NULL,
    faces       int         NOT NULL,
    failure     text        NOT NULL DEFAULT '',
    analysed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX analysed_sample_session ON analysed_sample (session_id, captured_at);

-- One face in one sample; pruned by dropping days. The default partition takes days that have none of their own.
CREATE TABLE observation (
    captured_at    timestamptz      NOT NULL,
    sample_id      text             NOT NULL,
    face           int              NOT NULL,
    session_id     text             NOT NULL,
    track          bigint           NOT NULL,
    x              real             NOT NULL,
    y              real             NOT NULL,
    width          real             NOT NULL,
    height         real             NOT NULL,
    detector_score real             NOT NULL,
    worth          real             NOT NULL,
    best_subject   text,
    cosine         real             NOT NULL,
    normalised     real             NOT NULL,
    PRIMARY KEY (captured_at, sample_id, face)
) PARTITION BY RANGE (captured_at);
CREATE TABLE observation_other PARTITION OF observation DEFAULT;
CREATE INDEX observation_session ON observation (session_id, captured_at);

-- State of a session, sealed with the data key.
CREATE TABLE analysis_checkpoint (
    session_id   text PRIMARY KEY,
    bus_partition int     NOT NULL,
    open         boolean NOT NULL,
    sealed       bytea   NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX analysis_checkpoint_open ON analysis_checkpoint (bus_partition) WHERE open;

-- Where a consumer reads on. Whoever takes a partition raises the fence; a commit with an older one fails.
CREATE TABLE bus_offset (
    topic          text   NOT NULL,
    consumer_group text   NOT NULL,
    partition      int    NOT NULL,
    next_offset    bigint NOT NULL DEFAULT 0,
    fence          bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, consumer_group, partition)
);

-- Events that were decided in a transaction and are not on the bus yet.
CREATE TABLE outbox (
    event_id      text PRIMARY KEY,
    position      bigint GENERATED ALWAYS AS IDENTITY,
    bus_partition int         NOT NULL,
    event         bytea       NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_order ON outbox (bus_partition, position);
