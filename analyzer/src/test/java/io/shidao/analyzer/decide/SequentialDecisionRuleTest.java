package io.shidao.analyzer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SubjectRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SequentialDecisionRuleTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Sha256 IMAGE = Sha256.of(new byte[] {1});

    private final Random random = new Random(20261124);
    private final RosterComparison comparison =
            new RosterComparison(SyntheticPerson.calibration().nonMated());
    private final DecisionRule rule =
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration());

    @Test
    void accusesNobodyHonest_andFindsMostOutsiders() {
        int recognised = 0;
        int accused = 0;
        int found = 0;
        int mistaken = 0;
        for (int session = 0; session < 70; session++) {
            Room room = new Room(30, 28, 2);
            Map<Long, Decision> decisions = rule.decide(room.look(30, 60), room.enrolled());
            for (int i = 0; i < 28; i++) {
                Decision decision = decisions.getOrDefault((long) i, Decision.ofNew());
                recognised += decision.is(room.id(i)) ? 1 : 0;
                accused += decision.isDecided() && !decision.is(room.id(i)) ? 1 : 0;
            }
            for (long i = 28; i < 30; i++) {
                Decision decision = decisions.getOrDefault(i, Decision.ofNew());
                found += decision.isOutsider() ? 1 : 0;
                mistaken += decision.isRecognised() ? 1 : 0;
            }
        }
        System.out.printf(
                "1960 honest: %d recognised, %d accused; 140 outsiders: %d found, %d taken for a trainee%n",
                recognised, accused, found, mistaken);

        assertThat(accused).isZero();
        assertThat(mistaken).isZero();
        assertThat(recognised).isGreaterThan(1830);
        assertThat(found).isGreaterThan(105);
    }

    @Test
    void leavesSmallFacesUndecided() {
        Room room = new Room(30, 28, 2);

        // a small face's look is less like the person, and the embedder's output is short
        Map<Long, Decision> decisions = rule.decide(room.look(30, 22, 0.4, 2), room.enrolled());

        assertThat(decisions.values()).allMatch(d -> !d.isDecided());
    }

    @Test
    void waitsForEnoughLooks() {
        Room room = new Room(10, 10, 1);

        Map<Long, Decision> once = rule.decide(room.look(1, 60), room.enrolled());
        Map<Long, Decision> inTwoWindows = rule.decide(room.look(4, 60), room.enrolled());
        Map<Long, Decision> inThreeWindows = rule.decide(room.look(5, 60), room.enrolled());

        assertThat(once.values())
                .allMatch(d -> d instanceof Decision.Undecided u && u.reason() == Decision.Reason.TOO_FEW_LOOKS);
        assertThat(inTwoWindows.get(10L)).isEqualTo(new Decision.Undecided(Decision.Reason.TOO_FEW_LOOKS, Set.of()));
        assertThat(inThreeWindows.get(10L)).matches(Decision::isOutsider);
    }

    @Test
    void givesOneIdentityToOneOfTwoSimultaneousFaces() {
        Room room = new Room(10, 1, 0);
        List<TrackView> same = new ArrayList<>(room.look(10, 60));
        same.add(new TrackView(99, same.get(0).evidence(), same.get(0).seen()));

        Map<Long, Decision> decisions = rule.decide(same, room.enrolled());

        assertThat(decisions.values().stream().filter(Decision::isRecognised)).hasSize(1);
    }

    @Test
    void verifiesAClaimantAndRejectsAnother() {
        Room room = new Room(20, 1, 1);
        List<TrackView> tracks = room.look(3, 90);

        Decision own = rule.verify(tracks.get(0).evidence(), room.id(0));
        Decision other = rule.verify(tracks.get(1).evidence(), room.id(5));

        assertThat(own.is(room.id(0))).isTrue();
        assertThat(other.isRecognised()).isFalse();
    }

    @Test
    void staysUndecidedWithoutAnyUsefulLook() {
        Decision decision = rule.verify(new TrackEvidence(), new SubjectId("s0"));

        assertThat(decision).isEqualTo(new Decision.Undecided(Decision.Reason.POOR_LOOKS, Set.of()));
    }

    /** Honest people are tracks 0 and up, outsiders follow them; the rest of the roster is absent. */
    private final class Room {
        private final List<SyntheticPerson> people = new ArrayList<>();
        private final List<RosterEntry> entries = new ArrayList<>();
        private final int honest;
        private final int outsiders;

        Room(int roster, int honest, int outsiders) {
            this.honest = honest;
            this.outsiders = outsiders;
            for (int i = 0; i < roster + outsiders; i++) {
                double likeness = Math.max(0.6, Math.min(0.95, 0.79 + 0.08 * random.nextGaussian()));
                SyntheticPerson person = new SyntheticPerson(random, likeness);
                people.add(person);
                if (i < roster) {
                    BiometricReference reference = new BiometricReference("r" + i, person.reference(), IMAGE);
                    entries.add(new RosterEntry(id(i), SubjectRole.TRAINEE, List.of(reference), null));
                }
            }
        }

        SubjectId id(int i) {
            return new SubjectId("s" + i);
        }

        Set<SubjectId> enrolled() {
            return entries.stream().map(RosterEntry::subject).collect(Collectors.toSet());
        }

        List<TrackView> look(int looks, float height) {
            return look(looks, height, 0.9, 4);
        }

        List<TrackView> look(int looks, float height, double steadiness, double norm) {
            List<TrackView> tracks = new ArrayList<>();
            Gallery gallery = Gallery.of(new Roster(entries), SyntheticPerson.MODEL);
            for (int track = 0; track < honest + outsiders; track++) {
                SyntheticPerson person = people.get(track < honest ? track : entries.size() + track - honest);
                TrackEvidence evidence = new TrackEvidence();
                for (int look = 0; look < looks; look++) {
                    var template = person.look(random, steadiness, norm);
                    rule.add(
                            evidence,
                            new Look(
                                    NINE.plusSeconds(10L * look),
                                    new SampleQuality(height, height / 3, 80, 120, 0, 0, 0, 0, 0),
                                    template.rawNorm(),
                                    comparison.compare(template, gallery)));
                }
                tracks.add(new TrackView(track, evidence, List.of(new Interval(NINE, NINE.plusSeconds(10L * looks)))));
            }
            return tracks;
        }
    }
}
