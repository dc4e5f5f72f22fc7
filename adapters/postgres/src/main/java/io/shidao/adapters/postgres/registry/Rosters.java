package io.shidao.adapters.postgres.registry;

import org.jdbi.v3.core.Handle;

/** Tells the analyzer that a roster has changed. */
public final class Rosters {
    private Rosters() {}

    /** Raises the revision of every class that has all of {@code subjects} on its roster. */
    public static void changed(Handle handle, String... subjects) {
        handle.createUpdate("""
                        UPDATE training_class SET revision = revision + 1
                         WHERE class_id IN (SELECT class_id FROM roster_entry WHERE subject_id = ANY (:subjects)
                                             GROUP BY class_id HAVING count(*) = :count)
                        """)
                .bindArray("subjects", String.class, (Object[]) subjects)
                .bind("count", subjects.length)
                .execute();
    }
}
