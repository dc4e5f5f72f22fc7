-- Calibrations that were measured at this installation; the newest of a model counts. Written by people at the terminal.
CREATE TABLE calibration (
    calibration_id text PRIMARY KEY,
    model_id       text        NOT NULL,
    made_at        timestamptz NOT NULL,
    made_by        text        NOT NULL,
    text           text        NOT NULL, -- of a calibration file
    signature      text        NOT NULL  -- Ed25519 over all the other columns, as hexadecimal digits
);
CREATE INDEX calibration_newest ON calibration (model_id, made_at DESC);

-- By which calibration a decision was taken: its id, which names model, who measured, when. Empty before this release.
ALTER TABLE attendance ADD COLUMN calibration text NOT NULL DEFAULT '';
ALTER TABLE anomaly ADD COLUMN calibration text NOT NULL DEFAULT '';
ALTER TABLE anomaly_withdrawn ADD COLUMN calibration text NOT NULL DEFAULT '';
