package io.shidao.adapters.postgres.registry;

import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Tells the analyzer that a roster has changed. */
public final class Rosters {
    private Rosters() {}

    /** Raises the revision of every class that has any of {@code subjects} on its roster, by one. */
    static void changedAny(Handle handle, Collection<String> subjects) {
        handle.createUpdate("""
                        UPDATE training_class SET revision = revision + 1
                         WHERE class_id IN (SELECT class_id FROM roster_entry WHERE subject_id = ANY (:subjects))
                        """).bindArray("subjects", String.class, subjects).execute();
    }

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
