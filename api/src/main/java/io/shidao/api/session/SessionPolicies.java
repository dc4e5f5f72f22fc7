package io.shidao.api.session;

import io.shidao.api.policy.Policies;
import io.shidao.api.policy.PolicyDoor;
import io.shidao.api.policy.PolicyStore;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.CreateSessionRequest;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By which rules a session is judged that is to be planned. Thread-safe. */
final class SessionPolicies {
    private final PolicyStore store;

    SessionPolicies(PolicyStore store) {
        this.store = store;
    }

    /**
     * The rules of a session.
     *
     * @param version where they are from; null: the session's own
     */
    record Chosen(AttendancePolicy rules, @Nullable PolicyVersion version) {
        String policyId() {
            return version == null ? "" : version.policy();
        }

        int number() {
            return version == null ? 0 : version.number();
        }
    }

    Chosen choose(CreateSessionRequest request, TrainingClass trainingClass) {
        Chosen holds = holds(request, trainingClass);
        Chosen chosen = request.hasPolicy()
                ? new Chosen(Policies.fromMessage(request.getPolicy()), null)
                : request.getPolicyId().isEmpty() ? holds : named(request.getPolicyId(), request.getPolicyVersion());
        if (Caller.current().role() != Role.ROLE_AUTHORITY_SUPERVISOR) {
            PolicyDoor.requireNotLaxer("policy", chosen.rules(), holds.rules());
        }
        requireLength(request, chosen.rules());
        return chosen;
    }

    /** What an institution has assigned itself holds unless the authority's rules have become stricter since. */
    private Chosen holds(CreateSessionRequest request, TrainingClass trainingClass) {
        Chosen base =
                applicable(null, request, trainingClass).orElseGet(() -> new Chosen(AttendancePolicy.defaults(), null));
        return applicable(trainingClass.getInstitutionId(), request, trainingClass)
                .filter(own -> own.rules().laxerThan(base.rules()).isEmpty())
                .orElse(base);
    }

    private Optional<Chosen> applicable(
            @Nullable String institution, CreateSessionRequest request, TrainingClass trainingClass) {
        Optional<PolicyVersion> version = store.applicable(
                institution,
                trainingClass.getProgramme(),
                request.getKind() == SessionKind.SESSION_KIND_ONLINE,
                Times.instant(request.getStartsAt()));
        return version.flatMap(found -> store.findRules(found).map(rules -> new Chosen(rules, found)));
    }

    private Chosen named(String policy, int number) {
        try {
            PolicyVersion version = new PolicyVersion(policy, number);
            return store.findRules(version)
                    .map(rules -> new Chosen(rules, version))
                    .orElseThrow(() -> Problem.notFound("policy version", version.toString())
                            .exception());
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("policy_version", String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    private static void requireLength(CreateSessionRequest request, AttendancePolicy rules) {
        Instant from = Times.instant(request.getStartsAt());
        String problem = rules.credit().lengthProblem(Duration.between(from, Times.instant(request.getEndsAt())));
        if (!problem.isEmpty()) {
            throw Problem.precondition(
                            "SESSION_LENGTH",
                            "The session has a length that its policy does not allow",
                            "ends_at: " + problem)
                    .exception();
        }
    }
}
