-- Who stayed in a session, and of whom it cannot be told whether they are on its roster.
ALTER TABLE session_progress ADD COLUMN undecided_faces int NOT NULL DEFAULT 0;
