-- What somebody watched: the camera's video, or its small pictures on the wall of rooms.
ALTER TABLE watch ADD COLUMN kind text NOT NULL DEFAULT 'WATCH_KIND_LIVE';
