package io.shidao.api.imports;

import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port: people by what a table or a file's name says of them, and entering many at once. Thread-safe. */
public interface ImportStore {
    /** Somebody the institution knows. */
    record Known(String subject, String name) {
        @Override
        public String toString() {
            return "Known[" + subject + ", redacted]";
        }
    }

    /**
     * Somebody to enter.
     *
     * @param consentTextVersion of the text they agreed to; null when they did not
     */
    record Person(
            String subject,
            String name,
            String idNumberHash,
            String maskedIdNumber,
            @Nullable String consentTextVersion) {
        @Override
        public String toString() {
            return "Person[" + subject + ", redacted]";
        }
    }

    /**
     * An import of a table, which is entered in the history.
     *
     * @param trainingClass on whose roster to put everybody; null for none
     * @param people who are new
     * @param known ids of those to put on the roster who are not new
     */
    record TraineeImport(
            String id,
            String institution,
            @Nullable String trainingClass,
            int rows,
            List<Person> people,
            List<String> known,
            Instant at,
            Caller by) {
        public TraineeImport {
            people = List.copyOf(people);
            known = List.copyOf(known);
        }
    }

    /** By the keyed hash of the ID number: those of them whom the institution knows. */
    Map<String, Known> findByIdNumber(String institution, Collection<String> hashes);

    /**
     * By the names, up to 10 people of each.
     *
     * @param trainingClass on whose roster they are; null for the whole institution
     * @return by name; nothing for a name that nobody has
     */
    Map<String, List<Known>> findByName(String institution, @Nullable String trainingClass, Collection<String> names);

    /** Ids of everybody on the roster. */
    Set<String> roster(String trainingClass);

    /**
     * Enters everybody, in one transaction, or nobody: when somebody has been entered meanwhile.
     *
     * @return whether they were entered
     */
    boolean enter(TraineeImport wanted);
}
