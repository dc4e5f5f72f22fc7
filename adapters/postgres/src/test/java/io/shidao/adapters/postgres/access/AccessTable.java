package io.shidao.adapters.postgres.access;

import io.shidao.proto.api.v1.Act;
import io.shidao.proto.api.v1.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The table of roles in {@code access.table}, which people read and review. */
final class AccessTable {
    /** In the order of the columns; no role is nobody. */
    private static final List<Role> COLUMNS = List.of(
            Role.ROLE_AUTHORITY_SUPERVISOR,
            Role.ROLE_BUREAU_SUPERVISOR,
            Role.ROLE_INSTITUTION_ADMINISTRATOR,
            Role.ROLE_AUDITOR,
            Role.ROLE_PLATFORM,
            Role.ROLE_TRAINEE,
            Role.ROLE_UNSPECIFIED);

    /** How far a role gets. */
    enum Reach {
        NONE,
        YES,
        REGION,
        PREFECTURE,
        OWN
    }

    /** @param reach empty for a door that is open to anybody */
    record Row(String name, String act, Map<Role, Reach> reach) {
        boolean isDoor() {
            return name.startsWith("/");
        }

        Act kind() {
            return Act.valueOf("ACT_" + act.replace("-R", ""));
        }

        boolean isRecorded() {
            return act.endsWith("-R");
        }

        Reach reach(Role role) {
            return Objects.requireNonNull(reach.get(role), () -> name + " says nothing about " + role);
        }

        java.util.Set<Role> allowed() {
            return reach.keySet().stream()
                    .filter(role -> reach(role) != Reach.NONE)
                    .collect(Collectors.toSet());
        }
    }

    private AccessTable() {}

    /** By name of method or door. */
    static Map<String, Row> read() {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AccessTable.class.getResourceAsStream("/access.table")),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row(line.strip().split(" +")))
                    .forEach(row -> rows.put(row.name(), row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Row row(String[] cells) {
        Map<Role, Reach> reach = new EnumMap<>(Role.class);
        if (cells.length > 2) {
            if (cells.length != COLUMNS.size() + 2) {
                throw new IllegalArgumentException(String.join(" ", cells) + ": " + cells.length + " cells");
            }
            for (int i = 0; i < COLUMNS.size(); i++) {
                String cell = cells[i + 2];
                reach.put(COLUMNS.get(i), cell.equals("-") ? Reach.NONE : Reach.valueOf(cell.toUpperCase(Locale.ROOT)));
            }
        }
        return new Row(cells[0], cells[1], reach);
    }
}
