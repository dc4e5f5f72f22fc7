-- What people enter: institutions, classes, subjects, sources, sessions, claims, accounts. Written by the api only.
-- Revisions only grow: class revision + session revision tells the analyzer that a plan, roster, reference or claim changed.

CREATE TABLE institution (
    institution_id text PRIMARY KEY,
    name           text        NOT NULL UNIQUE,
    prefecture     text        NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE TABLE training_class (
    class_id       text PRIMARY KEY,
    institution_id text        NOT NULL REFERENCES institution,
    name           text        NOT NULL,
    programme      text        NOT NULL,
    status         text        NOT NULL CHECK (status IN ('APPLIED', 'APPROVED')),
    revision       bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    approved_at    timestamptz,
    approved_by    text
);
CREATE INDEX training_class_institution ON training_class (institution_id, class_id);

-- The ID number itself is not kept: a keyed hash to find duplicates, and a masked form to show.
CREATE TABLE subject (
    subject_id           text PRIMARY KEY,
    institution_id       text        NOT NULL REFERENCES institution,
    name                 text        NOT NULL,
    id_number_hash       text,
    masked_id_number     text        NOT NULL DEFAULT '',
    consented_at         timestamptz,
    consent_text_version text,
    created_at           timestamptz NOT NULL,
    UNIQUE (institution_id, id_number_hash)
);
CREATE INDEX subject_institution ON subject (institution_id, subject_id);

-- The template is sealed with the data key for the purpose "template:<subject>".
CREATE TABLE biometric_reference (
    reference_id       text PRIMARY KEY,
    subject_id         text        NOT NULL REFERENCES subject,
    model_id           text        NOT NULL,
    sealed_template    bytea       NOT NULL,
    image_sha256       text        NOT NULL,
    face_height_pixels real        NOT NULL,
    sharpness          real        NOT NULL,
    enrolled_at        timestamptz NOT NULL,
    enrolled_by        text        NOT NULL,
    UNIQUE (subject_id, image_sha256)
);
CREATE INDEX biometric_reference_image ON biometric_reference (image_sha256);

CREATE TABLE roster_entry (
    class_id   text        NOT NULL REFERENCES training_class,
    subject_id text        NOT NULL REFERENCES subject,
    role       text        NOT NULL CHECK (role IN ('TRAINEE', 'TEACHER')),
    seat_x     real CHECK (seat_x BETWEEN 0 AND 1),
    seat_y     real CHECK (seat_y BETWEEN 0 AND 1),
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (class_id, subject_id),
    CHECK ((seat_x IS NULL) = (seat_y IS NULL))
);
CREATE INDEX roster_entry_subject ON roster_entry (subject_id);

-- A camera has an address, sealed for the purpose "source:<source>"; a platform has none.
-- revision <> published_revision, or replan_at reached: the plan has to be published again.
CREATE TABLE source (
    source_id          text PRIMARY KEY,
    institution_id     text        NOT NULL REFERENCES institution,
    kind               text        NOT NULL CHECK (kind IN ('CAMERA', 'PLATFORM')),
    name               text        NOT NULL,
    sealed_address     bytea,
    revision           bigint      NOT NULL DEFAULT 1,
    published_revision bigint      NOT NULL DEFAULT 0,
    replan_at          timestamptz,
    created_at         timestamptz NOT NULL,
    CHECK ((kind = 'CAMERA') = (sealed_address IS NOT NULL))
);
CREATE INDEX source_institution ON source (institution_id, source_id);
CREATE INDEX source_unpublished ON source (source_id) WHERE kind = 'CAMERA' AND revision <> published_revision;
CREATE INDEX source_replan ON source (replan_at) WHERE replan_at IS NOT NULL;

CREATE TABLE platform (
    platform_id text PRIMARY KEY REFERENCES source,
    key_prefix  text        NOT NULL UNIQUE,
    key_hash    text        NOT NULL,
    created_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);

CREATE TABLE training_session (
    session_id text PRIMARY KEY,
    class_id   text        NOT NULL REFERENCES training_class,
    kind       text        NOT NULL CHECK (kind IN ('THEORY', 'PRACTICE', 'EXAM', 'ONLINE')),
    source_id  text        NOT NULL REFERENCES source,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    policy     jsonb       NOT NULL,
    revision   bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    CHECK (ends_at > starts_at)
);
CREATE INDEX training_session_start ON training_session (starts_at, session_id);
CREATE INDEX training_session_class ON training_session (class_id);
CREATE INDEX training_session_source ON training_session (source_id, ends_at);

CREATE TABLE claim (
    session_id  text        NOT NULL REFERENCES training_session,
    claim_id    text        NOT NULL,
    subject_id  text        NOT NULL REFERENCES subject,
    kind        text        NOT NULL CHECK (kind IN ('SIGNATURE', 'CHECK_IN', 'ONLINE_LOGIN')),
    made_at     timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    received_by text        NOT NULL,
    PRIMARY KEY (session_id, claim_id)
);

CREATE TABLE account (
    account_id           text PRIMARY KEY,
    username             text        NOT NULL UNIQUE,
    display_name         text        NOT NULL,
    role                 text        NOT NULL CHECK (role IN ('AUTHORITY_SUPERVISOR', 'INSTITUTION_ADMINISTRATOR')),
    institution_id       text REFERENCES institution,
    password_hash        text        NOT NULL,
    must_change_password boolean     NOT NULL,
    created_at           timestamptz NOT NULL,
    CHECK ((role = 'INSTITUTION_ADMINISTRATOR') = (institution_id IS NOT NULL))
);

-- A token is known by its keyed hash only.
CREATE TABLE sign_in (
    token_hash text PRIMARY KEY,
    account_id text        NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_account ON sign_in (account_id);
CREATE INDEX sign_in_expiry ON sign_in (expires_at);

-- Who looked at what, when and why. Append only.
CREATE TABLE access_log (
    entry_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at             timestamptz NOT NULL,
    caller_id      text        NOT NULL,
    caller_name    text        NOT NULL,
    caller_role    text        NOT NULL,
    institution_id text,
    what           text        NOT NULL,
    object_id      text        NOT NULL,
    why            text        NOT NULL
);
CREATE INDEX access_log_object ON access_log (object_id, at);
CREATE INDEX access_log_caller ON access_log (caller_id, at);
