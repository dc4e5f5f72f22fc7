package io.shidao.adapters.postgres.imports;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.registry.ConsentTexts;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.imports.ImportStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** People entered by the table in PostgreSQL. Thread-safe. */
public final class PostgresImportStore implements ImportStore {
    private static final int MOST_NAMESAKES = 10;
    /** Of the text that tables are filled by. */
    private static final String CONSENT_LANGUAGE = "zh";

    private final Database database;

    public PostgresImportStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Known> findByIdNumber(String institution, Collection<String> hashes) {
        Map<String, Known> found = new LinkedHashMap<>();
        database.useTransaction(handle -> handle.createQuery("""
                        SELECT id_number_hash, subject_id, name FROM subject
                         WHERE institution_id = :institution AND id_number_hash = ANY (:hashes)
                        """)
                .bind("institution", institution)
                .bindArray("hashes", String.class, hashes)
                .map((row, context) -> found.put(
                        row.getString("id_number_hash"), new Known(row.getString("subject_id"), row.getString("name"))))
                .list());
        return found;
    }

    @Override
    public Map<String, List<Known>> findByName(
            String institution, @Nullable String trainingClass, Collection<String> names) {
        List<Known> found = database.withHandle(handle -> handle.createQuery("""
                        SELECT one.subject_id, one.name
                          FROM unnest(:names) AS asked(name)
                         CROSS JOIN LATERAL (SELECT s.subject_id, s.name FROM subject s
                                              WHERE s.institution_id = :institution AND s.name = asked.name
                                                AND (:class::text IS NULL
                                                     OR EXISTS (SELECT 1 FROM roster_entry e
                                                                 WHERE e.class_id = :class
                                                                   AND e.subject_id = s.subject_id))
                                              LIMIT :limit) AS one
                        """)
                .bind("institution", institution)
                .bind("class", trainingClass)
                .bindArray("names", String.class, Set.copyOf(names))
                .bind("limit", MOST_NAMESAKES)
                .map((row, context) -> new Known(row.getString("subject_id"), row.getString("name")))
                .list());
        return found.stream().collect(Collectors.groupingBy(Known::name));
    }

    @Override
    public Set<String> roster(String trainingClass) {
        return new HashSet<>(database.withHandle(
                handle -> handle.createQuery("SELECT subject_id FROM roster_entry WHERE class_id = :class")
                        .bind("class", trainingClass)
                        .mapTo(String.class)
                        .list()));
    }

    @Override
    public boolean enter(TraineeImport wanted) {
        return database.inTransaction(handle -> {
            wanted.people().stream()
                    .map(Person::consentTextVersion)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(version -> ConsentTexts.require(handle, version, CONSENT_LANGUAGE));
            if (!people(handle, wanted)) {
                handle.rollback();
                return false;
            }
            consents(handle, wanted);
            if (wanted.trainingClass() != null) {
                roster(handle, wanted, wanted.trainingClass());
            }
            history(handle, wanted);
            return true;
        });
    }

    private static boolean people(Handle handle, TraineeImport wanted) {
        List<Person> people = wanted.people();
        int entered = handle.createUpdate("""
                        INSERT INTO subject (subject_id, institution_id, name, id_number_hash, masked_id_number,
                                             consented_at, consent_text_version, consent_language, consent_method,
                                             consent_revision, created_at)
                        SELECT id, :institution, name, hash, masked, CASE WHEN version IS NOT NULL THEN :at END, version,
                               CASE WHEN version IS NOT NULL THEN :language END,
                               CASE WHEN version IS NOT NULL THEN 'PAPER' END,
                               CASE WHEN version IS NOT NULL THEN 1 ELSE 0 END, :at
                          FROM unnest(:ids, :names, :hashes, :masked, :versions)
                               AS person(id, name, hash, masked, version)
                        ON CONFLICT (institution_id, id_number_hash) DO NOTHING
                        """)
                .bind("institution", wanted.institution())
                .bind("language", CONSENT_LANGUAGE)
                .bind("at", Sql.time(wanted.at()))
                .bindArray("ids", String.class, column(people, Person::subject))
                .bindArray("names", String.class, column(people, Person::name))
                .bindArray("hashes", String.class, column(people, Person::idNumberHash))
                .bindArray("masked", String.class, column(people, Person::maskedIdNumber))
                .bindArray("versions", String.class, column(people, Person::consentTextVersion))
                .execute();
        return entered == people.size();
    }

    private static void consents(Handle handle, TraineeImport wanted) {
        List<Person> agreed = wanted.people().stream()
                .filter(person -> person.consentTextVersion() != null)
                .toList();
        handle.createUpdate("""
                        INSERT INTO consent_event (subject_id, state, text_version, language, method, at, by_id, by_name,
                                                   by_role)
                        SELECT id, 'GIVEN', version, :language, 'PAPER', :at, :by, :byName, :byRole
                          FROM unnest(:ids, :versions) AS person(id, version)
                        """)
                .bind("language", CONSENT_LANGUAGE)
                .bind("at", Sql.time(wanted.at()))
                .bind("by", wanted.by().id())
                .bind("byName", wanted.by().name())
                .bind("byRole", wanted.by().role().name())
                .bindArray("ids", String.class, column(agreed, Person::subject))
                .bindArray("versions", String.class, column(agreed, Person::consentTextVersion))
                .execute();
    }

    private static @Nullable Object[] column(List<Person> people, Function<Person, @Nullable String> value) {
        return people.stream().map(value).toArray();
    }

    private static void roster(Handle handle, TraineeImport wanted, String trainingClass) {
        String[] subjects = Stream.concat(wanted.people().stream().map(Person::subject), wanted.known().stream())
                .toArray(String[]::new);
        handle.createUpdate("""
                        INSERT INTO roster_entry (class_id, subject_id, role, added_at)
                        SELECT :class, asked.id, 'TRAINEE', :at FROM unnest(:subjects) AS asked(id)
                        ON CONFLICT (class_id, subject_id) DO NOTHING
                        """)
                .bind("class", trainingClass)
                .bindArray("subjects", String.class, (Object[]) subjects)
                .bind("at", Sql.time(wanted.at()))
                .execute();
        handle.createUpdate("UPDATE training_class SET revision = revision + 1 WHERE class_id = :class")
                .bind("class", trainingClass)
                .execute();
    }

    private static void history(Handle handle, TraineeImport wanted) {
        handle.createUpdate("""
                        INSERT INTO trainee_import (import_id, institution_id, class_id, rows, entered, at, by_id, by_name,
                                                    by_role)
                        VALUES (:id, :institution, :class, :rows, :entered, :at, :by, :byName, :byRole)
                        """)
                .bind("id", wanted.id())
                .bind("institution", wanted.institution())
                .bind("class", wanted.trainingClass())
                .bind("rows", wanted.rows())
                .bind("entered", wanted.people().size())
                .bind("at", Sql.time(wanted.at()))
                .bind("by", wanted.by().id())
                .bind("byName", wanted.by().name())
                .bind("byRole", wanted.by().role().name())
                .execute();
    }
}
