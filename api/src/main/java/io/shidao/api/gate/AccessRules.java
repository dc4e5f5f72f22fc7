package io.shidao.api.gate;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccessOuterClass;
import io.shidao.proto.api.v1.Act;
import io.shidao.proto.api.v1.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the {@code access} option of every method says, read from the descriptors once at start, and held against which
 * acts a role may have at all. Immutable.
 */
public final class AccessRules {
    /** Nobody decides about their own institution, and who audits or is judged changes nothing. */
    private static final Map<Act, Set<Role>> MAY = Map.of(
            Act.ACT_READ,
            Set.of(
                    Role.ROLE_AUTHORITY_SUPERVISOR,
                    Role.ROLE_BUREAU_SUPERVISOR,
                    Role.ROLE_INSTITUTION_ADMINISTRATOR,
                    Role.ROLE_AUDITOR,
                    Role.ROLE_PLATFORM,
                    Role.ROLE_TRAINEE),
            Act.ACT_WRITE,
            Set.of(
                    Role.ROLE_AUTHORITY_SUPERVISOR,
                    Role.ROLE_BUREAU_SUPERVISOR,
                    Role.ROLE_INSTITUTION_ADMINISTRATOR,
                    Role.ROLE_PLATFORM,
                    Role.ROLE_TRAINEE),
            Act.ACT_DECIDE,
            Set.of(Role.ROLE_AUTHORITY_SUPERVISOR, Role.ROLE_BUREAU_SUPERVISOR),
            Act.ACT_OPERATE,
            Set.of(Role.ROLE_AUTHORITY_SUPERVISOR),
            Act.ACT_SELF,
            Set.of(
                    Role.ROLE_AUTHORITY_SUPERVISOR,
                    Role.ROLE_BUREAU_SUPERVISOR,
                    Role.ROLE_INSTITUTION_ADMINISTRATOR,
                    Role.ROLE_AUDITOR,
                    Role.ROLE_PLATFORM,
                    Role.ROLE_TRAINEE));

    private final Map<String, Access> byMethod;

    private AccessRules(Map<String, Access> byMethod) {
        this.byMethod = Map.copyOf(byMethod);
    }

    /** @throws IllegalArgumentException naming every method that does not say who may call it, or says too much */
    public static AccessRules of(List<ServerServiceDefinition> services) {
        Map<String, Access> rules = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (ServerServiceDefinition service : services) {
            for (MethodDescriptor method : descriptor(service).getMethods()) {
                Access access = method.getOptions().getExtension(AccessOuterClass.access);
                rules.put(fullName(method), access);
                problem(access).ifPresent(problem -> problems.add(fullName(method) + ": " + problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("access option of " + String.join("; ", problems)
                    + " (likely cause: a new method whose proto file has no"
                    + " \"option (access) = {roles: […] act: …}\", or one against the rules in AccessRules)");
        }
        return new AccessRules(rules);
    }

    private static Optional<String> problem(Access access) {
        if (access.getAnyone() == (access.getRolesCount() > 0)
                || access.getRolesList().contains(Role.ROLE_UNSPECIFIED)) {
            return Optional.of("missing or contradictory (expected: either roles or anyone)");
        }
        Set<Role> may = MAY.get(access.getAct());
        if (may == null) {
            return Optional.of("no act (expected: ACT_READ, WRITE, DECIDE, OPERATE or SELF)");
        }
        if (access.getAnyone() && access.getAct() != Act.ACT_SELF) {
            return Optional.of(access.getAct() + " for anyone (expected: ACT_SELF)");
        }
        return access.getRolesList().stream()
                .filter(role -> !may.contains(role))
                .findFirst()
                .map(role -> access.getAct() + " for " + role + " (expected: one of "
                        + may.stream().sorted().toList() + ")");
    }

    /** All of them, by full method name. */
    public Map<String, Access> all() {
        return byMethod;
    }

    /** Empty for a method that nobody may call. */
    public Optional<Access> find(String fullMethodName) {
        return Optional.ofNullable(byMethod.get(fullMethodName));
    }

    private static String fullName(MethodDescriptor method) {
        return method.getService().getFullName() + '/' + method.getName();
    }

    private static ServiceDescriptor descriptor(ServerServiceDefinition service) {
        if (service.getServiceDescriptor().getSchemaDescriptor() instanceof ProtoServiceDescriptorSupplier schema) {
            return schema.getServiceDescriptor();
        }
        throw new IllegalArgumentException(
                "service " + service.getServiceDescriptor().getName()
                        + ": has no proto descriptor (expected: a service generated from proto/)");
    }
}
