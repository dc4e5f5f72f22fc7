-- Pairs of people whom the matcher takes, or may take, for one. The machine opens, a person resolves.
-- An open pair on one roster is left to manual verification: the analyzer reads it from here.
CREATE TABLE lookalike (
    lookalike_id   text PRIMARY KEY,
    institution_id text        NOT NULL REFERENCES institution,
    subject_a      text        NOT NULL REFERENCES subject,
    subject_b      text        NOT NULL REFERENCES subject,
    kind           text        NOT NULL CHECK (kind IN ('DUPLICATE', 'INSEPARABLE')),
    cosine         real        NOT NULL, -- of their most similar references
    model_id       text        NOT NULL, -- that compared them
    found_at       timestamptz NOT NULL,
    resolved_at    timestamptz,          -- null: open
    resolved_by    text,
    reason         text        NOT NULL DEFAULT '',
    UNIQUE (subject_a, subject_b),
    CHECK (subject_a < subject_b),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX lookalike_institution ON lookalike (institution_id, found_at, lookalike_id);
CREATE INDEX lookalike_b ON lookalike (subject_b);

-- A reference of another model than the one in use is made again from its kept picture.
-- remake_failure: why that model could not; null: not tried by remake_model, or made.
ALTER TABLE biometric_reference
    ADD COLUMN remake_model   text,
    ADD COLUMN remake_failure text CHECK (remake_failure IN ('NO_FACE', 'NO_PHOTO')),
    ADD CHECK ((remake_model IS NULL) = (remake_failure IS NULL));
CREATE INDEX biometric_reference_model ON biometric_reference (model_id, reference_id);
