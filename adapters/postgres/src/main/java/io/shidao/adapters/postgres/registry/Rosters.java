package io.shidao.adapters.postgres.registry;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells the analyzer that a roster has changed: each class's revision rises by one. */
public final class Rosters {
    private Rosters() {}

    /** Of every class that has any of them. */
    static void changedWithAny(Handle handle, Collection<String> subjects) {
        changed(handle, subjects, 1);
    }

    /** Of every class that has all of them. */
    static void changedWithAll(Handle handle, Collection<String> subjects) {
        changed(handle, subjects, subjects.size());
    }

    public static void changedWith(Handle handle, String subject) {
        changed(handle, List.of(subject), 1);
    }

    private static void changed(Handle handle, Collection<String> subjects, int least) {
        handle.createUpdate("""
                        UPDATE training_class SET revision = revision + 1
                         WHERE class_id IN (SELECT class_id FROM roster_entry WHERE subject_id = ANY (:subjects)
                                             GROUP BY class_id HAVING count(*) >= :least)
                        """)
                .bindArray("subjects", String.class, subjects)
                .bind("least", least)
                .execute();
    }
}
