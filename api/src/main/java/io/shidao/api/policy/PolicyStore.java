package io.shidao.api.policy;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.Policy;
import io.shidao.proto.api.v1.PolicyAssignment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: attendance policies and where they hold. Versions and assignments never change. Thread-safe. */
public interface PolicyStore {
    /** Who does something. */
    record Author(String id, String name) {}

    /** A version to be made. */
    record Draft(String policy, String name, AttendancePolicy rules, String reason, int after) {}

    /** What became of a draft. */
    enum Made {
        MADE,
        /** The same version was made before: the call was repeated. */
        KNOWN,
        /** Another version has come since. */
        STALE,
        /** Another policy has the name. */
        NAME_TAKEN
    }

    /** With the newest version of each, by id. */
    List<Policy> list();

    /** With all its versions, newest first. */
    Optional<Policy> find(String policy);

    Optional<AttendancePolicy> findRules(PolicyVersion version);

    Made add(Draft draft, Instant at, Author by);

    /**
     * The versions that hold for sessions of an institution and a programme that start at these times, if any is assigned; one
     * for each.
     *
     * @param institution null: whatever the institution has assigned itself does not count
     */
    List<Optional<PolicyVersion>> applicable(
            @Nullable String institution, String programme, boolean online, List<Instant> at);

    /** False when there is another assignment of that id. */
    boolean assign(PolicyAssignment assignment, Author by);

    /** Newest first: those of the region, of programmes, and of the institutions within the scope. */
    Page<PolicyAssignment> listAssignments(Scope scope, PageRequest page);

    /** Whether any class is of the programme. */
    boolean hasProgramme(String programme);
}
