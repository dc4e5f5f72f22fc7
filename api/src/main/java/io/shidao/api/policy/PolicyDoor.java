package io.shidao.api.policy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.PolicyStore.Author;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.AssignPolicyRequest;
import io.shidao.proto.api.v1.ComparePolicyVersionsRequest;
import io.shidao.proto.api.v1.CreatePolicyVersionRequest;
import io.shidao.proto.api.v1.GetPolicyRequest;
import io.shidao.proto.api.v1.ListPoliciesRequest;
import io.shidao.proto.api.v1.ListPoliciesResponse;
import io.shidao.proto.api.v1.ListPolicyAssignmentsRequest;
import io.shidao.proto.api.v1.ListPolicyAssignmentsResponse;
import io.shidao.proto.api.v1.Policy;
import io.shidao.proto.api.v1.PolicyAssignment;
import io.shidao.proto.api.v1.PolicyComparison;
import io.shidao.proto.api.v1.PolicyScopeKind;
import io.shidao.proto.api.v1.PolicyServiceGrpc;
import io.shidao.proto.api.v1.PolicySetting;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.RuleDifference;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PolicyService. Thread-safe. */
public final class PolicyDoor extends PolicyServiceGrpc.PolicyServiceImplBase {
    private final PolicyStore store;
    private final Institutions institutions;
    private final Clock clock;

    public PolicyDoor(PolicyStore store, Institutions institutions, Clock clock) {
        this.store = store;
        this.institutions = institutions;
        this.clock = clock;
    }

    @Override
    public void listPolicies(ListPoliciesRequest request, StreamObserver<ListPoliciesResponse> answer) {
        answer(ListPoliciesResponse.newBuilder().addAllPolicies(store.list()).build(), answer);
    }

    @Override
    public void getPolicy(GetPolicyRequest request, StreamObserver<Policy> answer) {
        answer(policy(request.getPolicyId()), answer);
    }

    private Policy policy(String id) {
        return store.find(id).orElseThrow(() -> Problem.notFound("policy", id).exception());
    }

    @Override
    public void createPolicyVersion(
            CreatePolicyVersionRequest request, StreamObserver<io.shidao.proto.api.v1.PolicyVersion> answer) {
        Checks checks = new Checks();
        String id = checks.id("policy_id", request.getPolicyId());
        boolean fresh = request.getAfterVersion() == 0;
        String name = fresh ? checks.text("name", request.getName(), 1, 100) : "";
        String reason = checks.text("reason", request.getReason(), 1, 500);
        checks.require(request.getAfterVersion() >= 0, "after_version", "negative (expected: 0 or the newest version)");
        AttendancePolicy rules = checks.made("rules", () -> Policies.fromMessage(request.getRules()));
        checks.done();
        PolicyStore.Draft draft =
                new PolicyStore.Draft(id, name, Objects.requireNonNull(rules), reason, request.getAfterVersion());
        PolicyStore.Made made = store.add(draft, clock.instant(), author());
        if (made == PolicyStore.Made.STALE) {
            throw stale("policy " + id + " has another newest version than " + request.getAfterVersion()
                    + " (expected: after_version as it is now; look at the versions and compare)");
        }
        if (made == PolicyStore.Made.NAME_TAKEN) {
            throw Problem.conflict(
                            "NAME_TAKEN", "The name is taken", "name: another policy has it (expected: a new one)")
                    .exception();
        }
        int version = request.getAfterVersion() + 1;
        answer(
                policy(id).getVersionsList().stream()
                        .filter(one -> one.getVersion() == version)
                        .findFirst()
                        .orElseThrow(),
                answer);
    }

    /** The one who calls, as the history names people. */
    static Author author() {
        Caller caller = Caller.current();
        return new Author(caller.id(), caller.name());
    }

    private static RuntimeException stale(String detail) {
        return Problem.of(Status.Code.ABORTED, "STALE_REVISION", "Somebody else was quicker", detail)
                .exception();
    }

    @Override
    public void comparePolicyVersions(ComparePolicyVersionsRequest request, StreamObserver<PolicyComparison> answer) {
        AttendancePolicy one = rules(request.getPolicyId(), request.getVersion());
        AttendancePolicy other = rules(request.getOtherPolicyId(), request.getOtherVersion());
        answer(
                PolicyComparison.newBuilder()
                        .addAllDifferences(differences(Policies.toMessage(one), Policies.toMessage(other)))
                        .addAllLaxer(one.laxerThan(other))
                        .build(),
                answer);
    }

    private static List<RuleDifference> differences(
            io.shidao.proto.api.v1.AttendancePolicy one, io.shidao.proto.api.v1.AttendancePolicy other) {
        return one.getDescriptorForType().getFields().stream()
                .filter(field -> !one.getField(field).equals(other.getField(field)))
                .map(field -> RuleDifference.newBuilder()
                        .setRule(field.getName())
                        .setValue(text(field, one.getField(field)))
                        .setOtherValue(text(field, other.getField(field)))
                        .build())
                .toList();
    }

    private static String text(FieldDescriptor field, Object value) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? Times.duration((com.google.protobuf.Duration) value).toString()
                : value.toString();
    }

    private AttendancePolicy rules(String policy, int version) {
        Checks checks = new Checks();
        checks.id("policy_id", policy);
        PolicyVersion named = checks.made("version", () -> new PolicyVersion(policy, version));
        checks.done();
        return store.findRules(Objects.requireNonNull(named))
                .orElseThrow(() -> Problem.notFound("policy version", policy + "-" + version)
                        .exception());
    }

    @Override
    public void assignPolicy(AssignPolicyRequest request, StreamObserver<PolicyAssignment> answer) {
        Checks checks = new Checks();
        checks.id("assignment_id", request.getAssignmentId());
        checks.oneOf("scope_kind", request.getScopeKind());
        checks.oneOf("setting", request.getSetting());
        boolean region = request.getScopeKind() == PolicyScopeKind.POLICY_SCOPE_KIND_REGION;
        checks.require(
                region == request.getScopeId().isEmpty(),
                "scope_id",
                region ? "set (expected: none for the region)" : "not set (expected: a programme or an institution)");
        Instant from = checks.time("valid_from", request.hasValidFrom(), request.getValidFrom());
        String reason = checks.text("reason", request.getReason(), 1, 500);
        checks.done();
        AttendancePolicy rules = rules(request.getPolicyId(), request.getVersion());
        requireScope(request);
        requireNotLaxer(request, rules, from);
        Author by = author();
        PolicyAssignment assignment = PolicyAssignment.newBuilder()
                .setAssignmentId(request.getAssignmentId())
                .setScopeKind(request.getScopeKind())
                .setScopeId(request.getScopeId())
                .setSetting(request.getSetting())
                .setPolicyId(request.getPolicyId())
                .setVersion(request.getVersion())
                .setValidFrom(request.getValidFrom())
                .setReason(reason)
                .setAssignedAt(Times.timestamp(clock.instant()))
                .setAssignedByName(by.name())
                .build();
        if (!store.assign(assignment, by)) {
            throw Problem.conflict(
                            "ASSIGNMENT_DIFFERS",
                            "The assignment stands already",
                            "assignment_id: stands with another content (expected: the same, or another id)")
                    .exception();
        }
        answer(assignment, answer);
    }

    private void requireScope(AssignPolicyRequest request) {
        boolean authority = Caller.current().role() == Role.ROLE_AUTHORITY_SUPERVISOR;
        switch (request.getScopeKind()) {
            case POLICY_SCOPE_KIND_INSTITUTION -> institutions.one(request.getScopeId());
            case POLICY_SCOPE_KIND_PROGRAMME -> {
                requireAuthority(authority);
                if (!store.hasProgramme(request.getScopeId())) {
                    throw Problem.notFound("programme", request.getScopeId()).exception();
                }
            }
            default -> requireAuthority(authority);
        }
    }

    private static void requireAuthority(boolean authority) {
        if (!authority) {
            throw Problem.of(
                            Status.Code.PERMISSION_DENIED,
                            "NOT_YOUR_SCOPE",
                            "Not within your scope",
                            "scope_kind: (expected: your own institution)")
                    .exception();
        }
    }

    /** An institution may be stricter than what holds without its own doing, never laxer. */
    private void requireNotLaxer(AssignPolicyRequest request, AttendancePolicy rules, Instant from) {
        if (Caller.current().role() == Role.ROLE_AUTHORITY_SUPERVISOR) {
            return;
        }
        boolean online = request.getSetting() == PolicySetting.POLICY_SETTING_ONLINE;
        @Nullable
        AttendancePolicy holds = store.applicable(null, "", online, List.of(from))
                .get(0)
                .flatMap(store::findRules)
                .orElse(null);
        requireNotLaxer("version", rules, holds == null ? AttendancePolicy.defaults() : holds);
    }

    /** @throws io.shidao.api.problem.ProblemException POLICY_TOO_LAX naming the rules */
    public static void requireNotLaxer(String field, AttendancePolicy rules, AttendancePolicy holds) {
        List<String> laxer = rules.laxerThan(holds);
        if (!laxer.isEmpty()) {
            throw Problem.precondition(
                            "POLICY_TOO_LAX",
                            "The rules are laxer than what holds",
                            field + ": laxer in " + String.join(", ", laxer)
                                    + " (expected: at least as strict as what the authority has assigned)")
                    .exception();
        }
    }

    @Override
    public void listPolicyAssignments(
            ListPolicyAssignmentsRequest request, StreamObserver<ListPolicyAssignmentsResponse> answer) {
        Page<PolicyAssignment> page =
                store.listAssignments(Scope.current(), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListPolicyAssignmentsResponse.newBuilder()
                        .addAllAssignments(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
