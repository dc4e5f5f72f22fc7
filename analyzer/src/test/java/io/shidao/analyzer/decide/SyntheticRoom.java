package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.NINE;

import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SubjectRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Honest people are tracks 0 and up, outsiders follow them; the rest of the roster is absent. */
final class SyntheticRoom {
    private static final Sha256 IMAGE = Sha256.of(new byte[] {1});

    private final Random random;
    private final RosterComparison comparison =
            new RosterComparison(SyntheticPerson.calibration().nonMated());
    private final DecisionRule rule =
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration());
    private final List<SyntheticPerson> present = new ArrayList<>();
    private final List<SyntheticPerson> members = new ArrayList<>();
    private final List<RosterEntry> entries = new ArrayList<>();

    /** A face as it was seen. */
    record Seen(long second, SampleQuality quality, FaceTemplate template) {}

    SyntheticRoom(Random random, int roster, int honest, int outsiders) {
        this.random = random;
        for (int i = 0; i < roster; i++) {
            SyntheticPerson person = person();
            members.add(person);
            BiometricReference reference = new BiometricReference("r" + i, person.reference(), IMAGE);
            entries.add(new RosterEntry(id(i), SubjectRole.TRAINEE, List.of(reference), null));
        }
        present.addAll(members.subList(0, honest));
        for (int i = 0; i < outsiders; i++) {
            present.add(person());
        }
    }

    private SyntheticPerson person() {
        double likeness = Math.max(0.6, Math.min(0.95, 0.79 + 0.08 * random.nextGaussian()));
        return new SyntheticPerson(random, likeness);
    }

    /** One more outsider, who looks like the photo of a member. */
    void addLookalike(int member, double likeness) {
        present.add(members.get(member).lookalike(random, likeness));
    }

    SubjectId id(int i) {
        return new SubjectId("s" + i);
    }

    Roster roster() {
        return new Roster(entries);
    }

    Roster rosterWithout(SubjectId subject) {
        return new Roster(
                entries.stream().filter(e -> !e.subject().equals(subject)).toList());
    }

    Set<SubjectId> enrolled() {
        return entries.stream().map(RosterEntry::subject).collect(Collectors.toSet());
    }

    List<TrackView> look(int looks, float height) {
        return look(looks, height, 0.9, 4);
    }

    List<TrackView> look(int looks, float height, double steadiness, double norm) {
        List<List<Seen>> seen = new ArrayList<>();
        for (SyntheticPerson person : present) {
            List<Seen> ofPerson = new ArrayList<>();
            for (int look = 0; look < looks; look++) {
                ofPerson.add(new Seen(10L * look, Looks.quality(height, 0, 0), person.look(random, steadiness, norm)));
            }
            seen.add(ofPerson);
        }
        return tracks(seen, roster());
    }

    /** Looks of all kinds, a few seconds apart. */
    List<List<Seen>> watch(int looks) {
        List<List<Seen>> seen = new ArrayList<>();
        for (SyntheticPerson person : present) {
            List<Seen> ofPerson = new ArrayList<>();
            long second = random.nextInt(20);
            for (int look = 0; look < looks; look++) {
                SampleQuality quality =
                        Looks.quality(24 + random.nextInt(60), 25 * random.nextGaussian(), 10 * random.nextGaussian());
                ofPerson.add(new Seen(second, quality, person.look(random, 0.9, 2 + 2 * random.nextDouble())));
                second += 1 + random.nextInt(12);
            }
            seen.add(ofPerson);
        }
        return seen;
    }

    List<TrackView> tracks(List<List<Seen>> seen, Roster roster) {
        Gallery gallery = Gallery.of(roster, SyntheticPerson.MODEL);
        List<TrackView> tracks = new ArrayList<>();
        for (int track = 0; track < seen.size(); track++) {
            tracks.add(track(track, seen.get(track), gallery));
        }
        return tracks;
    }

    private TrackView track(long id, List<Seen> looks, Gallery gallery) {
        TrackEvidence evidence = new TrackEvidence();
        for (Seen seen : looks) {
            rule.add(
                    evidence,
                    new Look(
                            NINE.plusSeconds(seen.second()),
                            seen.quality(),
                            seen.template().rawNorm(),
                            comparison.compare(seen.template(), gallery)));
        }
        long first = looks.stream().mapToLong(Seen::second).min().orElse(0);
        long last = looks.stream().mapToLong(Seen::second).max().orElse(0);
        return new TrackView(id, evidence, List.of(new Interval(NINE.plusSeconds(first), NINE.plusSeconds(last + 1))));
    }
}
