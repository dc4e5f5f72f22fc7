package io.shidao.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.kernel.id.SubjectId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final SubjectId ANNA = new SubjectId("anna");
    private static final SubjectId BERTA = new SubjectId("berta");
    private static final SubjectId CARLA = new SubjectId("carla");

    @Test
    void aPairHasNoOrder() {
        assertThat(SubjectPair.of(BERTA, ANNA)).isEqualTo(SubjectPair.of(ANNA, BERTA));
        assertThat(SubjectPair.of(BERTA, ANNA).other(ANNA)).isEqualTo(BERTA);
        assertThatThrownBy(() -> SubjectPair.of(ANNA, ANNA)).hasMessageContaining("two different people");
        assertThatThrownBy(() -> SubjectPair.of(ANNA, BERTA).other(CARLA)).hasMessageContaining("carla");
    }

    @Test
    void tellsWhomSomebodyMayBeTakenFor() {
        Roster roster = new Roster(
                entries(ANNA, BERTA, CARLA), Set.of(SubjectPair.of(BERTA, ANNA), SubjectPair.of(BERTA, CARLA)));

        assertThat(roster.inseparableFrom(BERTA)).containsExactlyInAnyOrder(ANNA, CARLA);
        assertThat(roster.inseparableFrom(ANNA)).containsExactly(BERTA);
        assertThat(new Roster(entries(ANNA)).inseparableFrom(ANNA)).isEmpty();
    }

    @Test
    void refusesAPairWithSomebodyWhoIsNotOnIt() {
        assertThatThrownBy(() -> new Roster(entries(ANNA), Set.of(SubjectPair.of(ANNA, BERTA))))
                .hasMessageContaining("two of its members");
    }

    private static List<RosterEntry> entries(SubjectId... subjects) {
        return Stream.of(subjects)
                .map(subject -> new RosterEntry(subject, SubjectRole.TRAINEE, List.of(), null))
                .toList();
    }
}
