-- Whether somebody still watches is a matter of real time, whatever time the class has: it is told by the database's clock,
-- the same one for all nodes.
ALTER TABLE watch ADD COLUMN alive_at timestamptz;
UPDATE watch SET alive_at = touched_at;
ALTER TABLE watch ALTER COLUMN alive_at SET NOT NULL, ALTER COLUMN alive_at SET DEFAULT now();
