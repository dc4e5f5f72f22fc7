package io.shidao.api.gate;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccessOuterClass;
import io.shidao.proto.api.v1.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the {@code access} option of every method says, read from the descriptors once at start. Immutable. */
public final class AccessRules {
    private final Map<String, Access> byMethod;

    private AccessRules(Map<String, Access> byMethod) {
        this.byMethod = Map.copyOf(byMethod);
    }

    /** @throws IllegalArgumentException naming every method that does not say who may call it */
    public static AccessRules of(List<ServerServiceDefinition> services) {
        Map<String, Access> rules = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (ServerServiceDefinition service : services) {
            for (MethodDescriptor method : descriptor(service).getMethods()) {
                Access access = method.getOptions().getExtension(AccessOuterClass.access);
                rules.put(fullName(method), access);
                if (access.getAnyone() == (access.getRolesCount() > 0)
                        || access.getRolesList().contains(Role.ROLE_UNSPECIFIED)) {
                    problems.add(fullName(method));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("access option of " + String.join(", ", problems)
                    + ": missing or contradictory (expected: either roles or anyone; likely cause: a new method"
                    + " without \"option (access) = {roles: […]}\" in its proto file)");
        }
        return new AccessRules(rules);
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
