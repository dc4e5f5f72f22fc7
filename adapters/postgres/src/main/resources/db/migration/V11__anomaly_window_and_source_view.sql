-- When that which a case rests on happened; null for cases of before.
ALTER TABLE anomaly
    ADD COLUMN from_at timestamptz,
    ADD COLUMN to_at   timestamptz;
