package io.shidao.api.oidc;

import io.shidao.proto.api.v1.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of the provider's claim mean. Immutable. */
final class RoleValues {
    /** Nobody becomes an authority supervisor, or speaks as a trainee, because a provider says so. */
    private static final Set<Role> FROM_CLAIM =
            Set.of(Role.ROLE_AUDITOR, Role.ROLE_BUREAU_SUPERVISOR, Role.ROLE_INSTITUTION_ADMINISTRATOR);

    private static final Pattern ENTRY = Pattern.compile("(.{1,200})=([A-Z_]+)(?::([A-Za-z0-9_-]{1,64}))?");

    private final Map<String, Grant> byValue;

    /**
     * A role and what its scope is of.
     *
     * @param of id of the prefecture or institution; empty for the whole region
     */
    record Grant(Role role, String of) {}

    private RoleValues(Map<String, Grant> byValue) {
        this.byValue = Map.copyOf(byValue);
    }

    /** @throws IllegalArgumentException naming the first entry that cannot be taken */
    static RoleValues of(List<String> entries) {
        Map<String, Grant> byValue = new LinkedHashMap<>();
        for (String entry : entries) {
            Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(entry + " (expected: value=ROLE or value=ROLE:id)");
            }
            String id = matcher.group(3) == null ? "" : matcher.group(3);
            if (byValue.put(matcher.group(1), grant(entry, matcher.group(2), id)) != null) {
                throw new IllegalArgumentException(entry + ": the value is there twice");
            }
        }
        return new RoleValues(byValue);
    }

    private static Grant grant(String entry, String name, String id) {
        Role role = FROM_CLAIM.stream()
                .filter(one -> one.name().equals("ROLE_" + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        entry + " (expected: AUDITOR, BUREAU_SUPERVISOR or INSTITUTION_ADMINISTRATOR)"));
        if ((role == Role.ROLE_AUDITOR) != id.isEmpty()) {
            throw new IllegalArgumentException(entry
                    + (id.isEmpty()
                            ? " (expected: :id of the prefecture or institution)"
                            : " (expected: no id for AUDITOR)"));
        }
        return new Grant(role, id);
    }

    /** What somebody with these values is; none when nothing is known about them, several when they contradict. */
    Set<Grant> grants(Collection<String> values) {
        Set<Grant> grants = new LinkedHashSet<>();
        values.forEach(value -> {
            Grant grant = byValue.get(value);
            if (grant != null) {
                grants.add(grant);
            }
        });
        return grants;
    }
}
