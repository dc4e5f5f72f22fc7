package io.shidao.analyzer.across;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.Appearance;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcrossRulesTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant NOON = NINE.plus(Duration.ofHours(3));
    private static final Duration GAP = Duration.ofMinutes(10);
    private static final SessionId FIRST = new SessionId("session-1");
    private static final SessionId SECOND = new SessionId("session-2");

    private final Random random = new Random(3);
    private final AcrossRules rules = new AcrossRules(AcrossConfig.defaults(), SyntheticPerson.calibration());

    @Test
    void onePersonInTwoRoomsIsACaseOfTheLaterSession() {
        Meeting meeting = new Meeting(presence(FIRST, "s1", 0, 45), presence(SECOND, "s2", 15, 60));

        assertThat(rules.doublePresence(List.of(meeting), session -> GAP, NOON))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.kind()).isEqualTo(AnomalyKind.DOUBLE_PRESENCE);
                    assertThat(anomaly.session()).isEqualTo(SECOND);
                    assertThat(anomaly.related()).containsExactly(FIRST);
                    assertThat(anomaly.subjects()).containsExactly(new SubjectId("s1"), new SubjectId("s2"));
                    assertThat(anomaly.since()).isEqualTo(minute(25));
                    assertThat(anomaly.numbers()).containsEntry("overlap_minutes", 30.0);
                    assertThat(anomaly.numbers().getOrDefault("error_probability", 0.0))
                            .isCloseTo(2e-4, within(1e-9));
                });
    }

    @Test
    void somebodyWhoMayHaveGoneFromOneRoomToTheOtherIsNoCase() {
        Meeting meeting = new Meeting(presence(FIRST, "s1", 0, 45), presence(SECOND, "s1", 36, 60));

        assertThat(rules.doublePresence(List.of(meeting), session -> GAP, NOON)).isEmpty();
        assertThat(rules.doublePresence(List.of(meeting), session -> Duration.ofMinutes(5), NOON))
                .hasSize(1);
    }

    @Test
    void aTeacherOfThreeInstitutionsIsACaseOfTheThird() {
        List<Teaching> teachings =
                List.of(teaching("person", "c", 60), teaching("person", "a", 0), teaching("person", "b", 30));

        assertThat(rules.sharedTeachers(teachings, NOON)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.session()).isEqualTo(new SessionId("session-c"));
            assertThat(anomaly.related()).containsExactly(new SessionId("session-a"), new SessionId("session-b"));
            assertThat(anomaly.since()).isEqualTo(minute(60));
            assertThat(anomaly.numbers()).containsEntry("institutions", 3.0).containsEntry("allowed", 2.0);
        });
        assertThat(rules.sharedTeachers(teachings.subList(0, 2), NOON)).isEmpty();
    }

    @Test
    void theSameSubstituteIsFoundAmongManyOthers() {
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            suspects.add(suspect(i, new SyntheticPerson(random, .85)));
        }
        SyntheticPerson again = new SyntheticPerson(random, .85);
        suspects.add(suspect(30, again));
        suspects.add(suspect(31, again));

        List<Anomaly> found = rules.repeatSubstitutes(suspects, NOON);

        assertThat(found).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.session()).isEqualTo(new SessionId("session-31"));
            assertThat(anomaly.related()).containsExactly(new SessionId("session-30"));
            assertThat(anomaly.subjects()).isEmpty();
            assertThat(anomaly.numbers().getOrDefault("error_probability", 1.0)).isLessThan(.001);
            assertThat(anomaly.numbers()).containsEntry("compared", 32 * 31 / 2.0);
        });
    }

    @Test
    void strangersAreNotTakenForOne() {
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            suspects.add(suspect(i, new SyntheticPerson(random, .85)));
        }

        assertThat(rules.repeatSubstitutes(suspects, NOON)).isEmpty();
    }

    @Test
    void theSameCaseHasTheSameId() {
        Meeting meeting = new Meeting(presence(FIRST, "s1", 0, 45), presence(SECOND, "s2", 15, 60));
        Meeting longer = new Meeting(presence(FIRST, "s1", 0, 50), presence(SECOND, "s2", 10, 60));

        assertThat(rules.doublePresence(List.of(meeting), session -> GAP, NOON)
                        .get(0)
                        .id())
                .isEqualTo(rules.doublePresence(List.of(longer), session -> GAP, NOON)
                        .get(0)
                        .id());
    }

    @Test
    void peopleToldOfInASessionThatMayNotTakePlaceAreOneCase() {
        Barred session = barred(
                Barred.Pictures.NONE,
                deed("s1", Barred.Way.REFUSED, 3),
                deed("s1", Barred.Way.CLAIM, 4),
                deed("s2", Barred.Way.CLAIM, 7));

        assertThat(rules.unapproved(List.of(session), NOON)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(AnomalyKind.UNAPPROVED_SESSION);
            assertThat(anomaly.session()).isEqualTo(FIRST);
            assertThat(anomaly.subjects()).as("nobody did wrong who sat there").isEmpty();
            assertThat(anomaly.since())
                    .as("when the second person was known of")
                    .isEqualTo(minute(7));
            assertThat(anomaly.numbers())
                    .containsOnly(Map.entry("people_claimed", 2.0), Map.entry("people_turned_away", 1.0));
            assertThat(anomaly.window()).isEqualTo(new Interval(minute(0), minute(45)));
        });
    }

    @Test
    void onePersonWhoIsToldOfTwiceMayBeASlip() {
        Barred session =
                barred(Barred.Pictures.NONE, deed("s1", Barred.Way.REFUSED, 3), deed("s1", Barred.Way.CLAIM, 4));

        assertThat(rules.unapproved(List.of(session), NOON)).isEmpty();
    }

    @Test
    void peopleWhoStayAfterTheClassWasSuspendedAreACase() {
        Barred stayed = barred(new Barred.Pictures(minute(20), minute(32), 12, 10, 14));
        Barred left = barred(new Barred.Pictures(minute(20), minute(29), 9, 9, 14));
        Barred cameBackForABag = barred(new Barred.Pictures(minute(20), minute(40), 20, 3, 2));

        assertThat(rules.unapproved(List.of(stayed, left, cameBackForABag), NOON))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.since()).isEqualTo(minute(30));
                    assertThat(anomaly.numbers()).containsOnly(Map.entry("people", 14.0), Map.entry("minutes", 12.0));
                });
    }

    private static Presence presence(SessionId session, String subject, int from, int to) {
        return new Presence(
                session,
                new SubjectId(subject),
                minute(from),
                List.of(new Interval(minute(from), minute(to))),
                1e-4,
                List.of(),
                "synthetic/test");
    }

    private static Teaching teaching(String person, String institution, int minute) {
        return new Teaching(
                person,
                new InstitutionId(institution),
                new SessionId("session-" + institution),
                new SubjectId("s" + institution),
                minute(minute));
    }

    private Suspect suspect(int number, SyntheticPerson person) {
        FaceTemplate face = person.reference();
        return new Suspect(
                new AnomalyId("anomaly-" + number),
                new SessionId("session-" + number),
                minute(number),
                new Appearance(face.model(), List.of(new Appearance.Mode(face.model(), features(face), 10))),
                List.of());
    }

    private static float[] features(FaceTemplate template) {
        var all = ByteBuffer.wrap(template.toBytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] features = new float[all.remaining() - 1];
        all.position(1).get(features);
        return features;
    }

    private static Instant minute(int minute) {
        return NINE.plus(Duration.ofMinutes(minute));
    }

    private static Barred barred(Barred.Pictures pictures, Barred.Deed... deeds) {
        return new Barred(FIRST, minute(-600), minute(0), minute(45), List.of(deeds), pictures);
    }

    private static Barred.Deed deed(String person, Barred.Way way, int minute) {
        return new Barred.Deed(person, way, minute(minute), minute(minute));
    }
}
