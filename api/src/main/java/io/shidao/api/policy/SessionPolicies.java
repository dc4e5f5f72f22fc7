package io.shidao.api.policy;

import io.shidao.api.problem.Problem;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By which rules sessions are judged that are to be planned. Blocks. Thread-safe. */
public final class SessionPolicies {
    private final PolicyStore store;

    public SessionPolicies(PolicyStore store) {
        this.store = store;
    }

    /**
     * The rules of a session.
     *
     * @param version where they are from; null: the session's own
     */
    public record Chosen(AttendancePolicy rules, @Nullable PolicyVersion version) {
        public String policyId() {
            return version == null ? "" : version.policy();
        }

        public int number() {
            return version == null ? 0 : version.number();
        }
    }

    /**
     * What somebody who plans asks for.
     *
     * @param own rules of the sessions' own; null: those of a version
     * @param policy a version to judge by; empty: what holds at each start
     */
    public record Asked(@Nullable AttendancePolicy own, String policy, int version) {}

    /**
     * One for each start.
     *
     * @throws io.shidao.api.problem.ProblemException POLICY_TOO_LAX when somebody else than the authority asks for less than
     *     what holds
     */
    public List<Chosen> choose(Asked asked, TrainingClass trainingClass, SessionKind kind, List<Instant> starts) {
        boolean online = kind == SessionKind.SESSION_KIND_ONLINE;
        List<Chosen> hold = holding(trainingClass.getInstitutionId(), trainingClass.getProgramme(), online, starts);
        if (asked.own() == null && asked.policy().isEmpty()) {
            return hold;
        }
        Chosen chosen = asked.own() == null ? named(asked.policy(), asked.version()) : new Chosen(asked.own(), null);
        if (Caller.current().role() != Role.ROLE_AUTHORITY_SUPERVISOR) {
            hold.stream().distinct().forEach(one -> PolicyDoor.requireNotLaxer("policy", chosen.rules(), one.rules()));
        }
        return starts.stream().map(start -> chosen).toList();
    }

    /** What holds in the classrooms of an institution, where no programme has rules of its own. */
    public AttendancePolicy usual(String institution, Instant at) {
        return holding(institution, "", false, List.of(at)).get(0).rules();
    }

    /** What an institution has assigned itself holds unless the authority's rules have become stricter since. */
    private List<Chosen> holding(String institution, String programme, boolean online, List<Instant> starts) {
        Map<PolicyVersion, Chosen> known = new HashMap<>();
        var base = store.applicable(null, programme, online, starts);
        var own = store.applicable(institution, programme, online, starts);
        List<Chosen> hold = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            Chosen laid = read(known, base.get(i)).orElseGet(() -> new Chosen(AttendancePolicy.defaults(), null));
            hold.add(read(known, own.get(i))
                    .filter(one -> one.rules().laxerThan(laid.rules()).isEmpty())
                    .orElse(laid));
        }
        return hold;
    }

    private Optional<Chosen> read(Map<PolicyVersion, Chosen> known, Optional<PolicyVersion> version) {
        return version.map(one -> known.computeIfAbsent(one, this::named));
    }

    private Chosen named(String policy, int number) {
        try {
            return named(new PolicyVersion(policy, number));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("policy_version", String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    private Chosen named(PolicyVersion version) {
        return store.findRules(version)
                .map(rules -> new Chosen(rules, version))
                .orElseThrow(() ->
                        Problem.notFound("policy version", version.toString()).exception());
    }
}
