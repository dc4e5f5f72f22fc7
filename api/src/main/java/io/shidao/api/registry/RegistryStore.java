package io.shidao.api.registry;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Institution;
import io.shidao.proto.api.v1.RosterEntry;
import io.shidao.proto.api.v1.Subject;
import io.shidao.proto.api.v1.TrainingClass;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: institutions, classes, people and rosters. Lists are ordered by id, oldest first. Thread-safe. */
public interface RegistryStore {
    /** Tells whether it was added: false when the name is taken. */
    boolean addInstitution(Institution institution);

    boolean hasInstitution(String institution);

    /** @param only one institution; null for all */
    Page<Institution> listInstitutions(@Nullable String only, PageRequest page);

    void addClass(TrainingClass trainingClass);

    Optional<TrainingClass> findClass(String id);

    /** Approves a class that is applied for; an approved one stays as it is. */
    void approveClass(String id, Instant at, String by);

    Page<TrainingClass> listClasses(@Nullable String institution, PageRequest page);

    /**
     * Tells whether the subject was added: false when the institution has somebody with this ID number.
     *
     * @param idNumberHash keyed; null when no ID number was given
     */
    boolean addSubject(Subject subject, @Nullable String idNumberHash, String consentTextVersion);

    Optional<Subject> findSubject(String id);

    Page<Subject> listSubjects(@Nullable String institution, PageRequest page);

    /** Those of {@code subjects} that are not the institution's. */
    List<String> strangers(String institution, Collection<String> subjects);

    /** Puts on the roster who is not on it yet, and raises the class's revision when somebody was added. */
    void addToRoster(String trainingClass, List<RosterEntry> entries, Instant at);

    /** With their subjects; ordered by subject id. */
    List<RosterEntry> listRoster(String trainingClass);
}
