-- What is remembered of a source's pictures, to find footage that is shown again: brightness in blocks of 4 x 4 cells of a
-- picture of 80 x 48, and only where it stands out of its surroundings in time. Erased after the time that is set.
CREATE TABLE footage_part (
    source_id  text        NOT NULL,
    session_id text        NOT NULL,
    part       integer     NOT NULL, -- of the session, from 0
    taken_from timestamptz NOT NULL,
    taken_to   timestamptz NOT NULL,
    view       bytea       NOT NULL, -- the room in 80 x 48 cells
    prints     bytea       NOT NULL,
    PRIMARY KEY (source_id, session_id, part)
);
CREATE INDEX footage_part_taken ON footage_part (taken_to);
