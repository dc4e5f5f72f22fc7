package io.shidao.api.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.api.classes.ClassMove.Party;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccessOuterClass;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.Classes;
import io.shidao.proto.api.v1.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassMoveTest {
    private static final Map<String, ClassMove> METHODS = Map.of(
            "ApproveClass", ClassMove.APPROVE,
            "RejectClass", ClassMove.REJECT,
            "SuspendClass", ClassMove.SUSPEND,
            "ResumeClass", ClassMove.RESUME,
            "AcceptClass", ClassMove.ACCEPT,
            "ReturnClass", ClassMove.RETURN,
            "ChangeApplication", ClassMove.CHANGE,
            "EndClass", ClassMove.END,
            "FileClass", ClassMove.FILE);

    @Test
    void isOpenToInstitutionsExactlyWhereTheyDoNotDecide() {
        METHODS.forEach((method, move) -> {
            Access access = Classes.getDescriptor()
                    .findServiceByName("ClassService")
                    .findMethodByName(method)
                    .getOptions()
                    .getExtension(AccessOuterClass.access);
            assertThat(access.getRolesList().contains(Role.ROLE_INSTITUTION_ADMINISTRATOR))
                    .as(method)
                    .isEqualTo(move.party() == Party.INSTITUTION);
            assertThat(access.getRolesList().contains(Role.ROLE_AUTHORITY_SUPERVISOR))
                    .as(method)
                    .isEqualTo(move.party() == Party.SUPERVISOR);
            assertThat(access.getAnyone()).isFalse();
        });
    }

    @Test
    void leadsFromTheApplicationToEveryStatusAndNeverPastASupervisor() {
        assertThat(reachable(List.of(ClassMove.values()))).containsExactlyInAnyOrderElementsOf(known());
        assertThat(reachable(Arrays.stream(ClassMove.values())
                        .filter(move -> move.party() != Party.SUPERVISOR)
                        .toList()))
                .containsExactly(ClassStatus.CLASS_STATUS_APPLIED);
    }

    @Test
    void endsWithTheAcceptance() {
        assertThat(ClassMove.values()).noneMatch(move -> move.beginsAt(ClassStatus.CLASS_STATUS_ACCEPTED));
    }

    private static Set<ClassStatus> reachable(List<ClassMove> moves) {
        Set<ClassStatus> seen = EnumSet.of(ClassStatus.CLASS_STATUS_APPLIED);
        Set<ClassStatus> before;
        do {
            before = new HashSet<>(seen);
            for (ClassMove move : moves) {
                if (before.stream().anyMatch(move::beginsAt)) {
                    seen.add(move.to());
                }
            }
        } while (!before.equals(seen));
        return seen;
    }

    private static Set<ClassStatus> known() {
        Set<ClassStatus> known = EnumSet.allOf(ClassStatus.class);
        known.removeAll(Set.of(ClassStatus.CLASS_STATUS_UNSPECIFIED, ClassStatus.UNRECOGNIZED));
        return known;
    }
}
