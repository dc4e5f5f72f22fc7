package io.shidao.api.registry;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.Institution;
import io.shidao.proto.api.v1.Prefecture;
import io.shidao.proto.api.v1.RosterEntry;
import io.shidao.proto.api.v1.Subject;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: prefectures, institutions, classes, people and rosters. Lists are ordered by id, oldest first, and hold what lies
 * within the scope; so do look-ups. Thread-safe.
 */
public interface RegistryStore {
    /** Tells whether it was added: false when the name is taken. */
    boolean addPrefecture(Prefecture prefecture);

    Optional<Prefecture> findPrefecture(String id);

    Page<Prefecture> listPrefectures(Scope scope, PageRequest page);

    /** Tells whether it was added: false when the name is taken. */
    boolean addInstitution(Institution institution);

    boolean hasInstitution(String institution, Scope scope);

    Page<Institution> listInstitutions(Scope scope, PageRequest page);

    /** Enters a class that is applied for, with the first entry of its history. */
    void addClass(TrainingClass trainingClass, Caller by);

    Optional<TrainingClass> findClass(String id, Scope scope);

    /**
     * @param institution the only one; null for all within the scope
     * @param status only those that stand there; null for all
     * @param search part of the name or of the programme; empty for all
     */
    Page<TrainingClass> listClasses(
            Scope scope, @Nullable String institution, @Nullable ClassStatus status, String search, PageRequest page);

    /**
     * Tells whether the subject was added: false when the institution has somebody with this ID number.
     *
     * @param idNumberHash keyed; null when no ID number was given
     */
    boolean addSubject(Subject subject, @Nullable String idNumberHash, String consentTextVersion);

    Optional<Subject> findSubject(String id, Scope scope);

    /** Those of them there are, in no order. */
    List<Subject> findSubjects(Collection<String> ids, Scope scope);

    /**
     * Those whose name holds {@code search}, in any case.
     *
     * @param institution the only one; null for all within the scope
     */
    Page<Subject> listSubjects(Scope scope, @Nullable String institution, String search, PageRequest page);

    /** Those of {@code subjects} that are not the institution's. */
    List<String> strangers(String institution, Collection<String> subjects);

    /** Those of {@code subjects} whom the institution does not engage as teachers, on that day or later. */
    List<String> unengaged(String institution, Collection<String> subjects, LocalDate day);

    /** Puts on the roster who is not on it yet, and raises the class's revision when somebody was added. */
    void addToRoster(String trainingClass, List<RosterEntry> entries, Instant at);

    /** With their subjects; ordered by subject id. */
    List<RosterEntry> listRoster(String trainingClass);
}
