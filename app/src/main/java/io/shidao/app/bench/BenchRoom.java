package io.shidao.app.bench;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.adapters.vision.Vision;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectRole;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.ClassroomRenderer;
import io.shidao.testkit.classroom.ClassroomScript;
import io.shidao.testkit.classroom.SeatedPerson;
import io.shidao.testkit.portrait.Portrait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A rendered 1080p room of made-up trainees, coded as a camera would: they sway, hide behind books, the light changes,
 * and every pixel is noisy. Used by one thread.
 */
final class BenchRoom implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static final long SEED = 20261126;
    private static final int FRAMES_PER_SECOND = 4;
    private static final int BITS_PER_KEY_FRAME = 2_000_000;
    /** Of the sensor, after the camera's own filter; standard deviation in levels of 255. */
    private static final double NOISE = 2;

    private static final int NOISE_BYTES = 1 << 20;

    private final List<Member> members;
    private final ClassroomRenderer renderer;
    private final H264Encoder encoder;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final byte[] noise = new byte[NOISE_BYTES];

    private BenchRoom(List<Member> members, List<SeatedPerson> people) {
        this.members = List.copyOf(members);
        this.renderer = new ClassroomRenderer(new ClassroomScript(SEED, people));
        this.encoder = H264Encoder.open(ClassroomLayout.WIDTH, ClassroomLayout.HEIGHT, 1, 1, BITS_PER_KEY_FRAME);
        for (int i = 0; i < NOISE_BYTES; i++) {
            noise[i] = (byte) Math.round(NOISE * gaussian());
        }
    }

    /** Sum of twelve uniform numbers. */
    private double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** Everybody sits in the own seat all the time, but one leaves for three minutes again and again. */
    static BenchRoom restless(Vision vision, int people, Duration length) {
        List<Member> members = Member.enrol(vision, people);
        List<SeatedPerson> seated = new ArrayList<>();
        Instant end = START.plus(length);
        for (int i = 1; i < members.size(); i++) {
            seated.add(seated(members.get(i), START, end));
        }
        for (Instant from = START; from.isBefore(end); from = from.plusSeconds(420)) {
            seated.add(seated(members.get(0), from, from.plusSeconds(240)));
        }
        return new BenchRoom(members, seated);
    }

    /** With all that a session can hold: one comes late, one goes early, one is away, one is substituted, one visits. */
    static BenchRoom eventful(Vision vision, int people, Duration length) {
        List<Member> members = Member.enrol(vision, people);
        List<SeatedPerson> seated = new ArrayList<>();
        Instant end = START.plus(length);
        Portrait substitute = Member.STRANGERS.get(0);
        for (int i = 4; i < members.size(); i++) {
            seated.add(seated(members.get(i), START, end));
        }
        seated.add(seated(members.get(0), START.plus(length.dividedBy(3)), end));
        seated.add(seated(members.get(1), START, end.minus(length.dividedBy(3))));
        seated.add(new SeatedPerson(substitute, members.get(2).seat(), START, end));
        seated.add(new SeatedPerson(
                Member.STRANGERS.get(1), ClassroomLayout.seats().get(people), START.plus(length.dividedBy(4)), end));
        return new BenchRoom(members, seated);
    }

    private static SeatedPerson seated(Member member, Instant from, Instant to) {
        return new SeatedPerson(member.portrait(), member.seat(), from, to);
    }

    List<Member> members() {
        return members;
    }

    /** A session in this room that everybody has signed for. */
    OneSession session(Duration length, Duration samplingInterval) {
        AttendancePolicy usual = AttendancePolicy.defaults();
        AttendancePolicy policy = new AttendancePolicy(
                usual.presentShare(),
                usual.bridgedGap().compareTo(length.dividedBy(6)) > 0 ? length.dividedBy(6) : usual.bridgedGap(),
                usual.lateAfter().compareTo(length.dividedBy(6)) > 0 ? length.dividedBy(6) : usual.lateAfter(),
                usual.earlyBefore().compareTo(length.dividedBy(6)) > 0 ? length.dividedBy(6) : usual.earlyBefore(),
                usual.classHour(),
                usual.outsiderAfter().compareTo(length.dividedBy(6)) > 0 ? length.dividedBy(6) : usual.outsiderAfter(),
                usual.sourceLostAfter(),
                samplingInterval,
                usual.snapshotInterval(),
                usual.consecutiveSnapshots());
        SessionPlan plan = new SessionPlan(
                new SessionId("bench"),
                new ClassId("bench"),
                new InstitutionId("bench"),
                SessionKind.THEORY,
                new SourceId("camera"),
                START,
                START.plus(length),
                policy);
        List<RosterEntry> entries = members.stream()
                .map(m -> new RosterEntry(m.subject(), SubjectRole.TRAINEE, List.of(m.reference()), m.seat()))
                .toList();
        List<Claim> claims = members.stream()
                .map(m -> new Claim(m.subject().value(), m.subject(), ClaimKind.SIGNATURE, START))
                .toList();
        return new OneSession(plan, new Roster(entries), claims);
    }

    /** The key frame of this moment. */
    Sample sample(SessionPlan plan, Instant at) {
        byte[] picture = renderer.render(
                at, FRAMES_PER_SECOND * Duration.between(START, at).toSeconds());
        addNoise(picture);
        Payload payload = Payload.wrap(encoder.encode(picture));
        return new Sample(
                new SampleId("key-frame-" + at.toEpochMilli()),
                plan.id(),
                plan.source(),
                null,
                Codec.H264,
                at,
                at,
                payload.sha256(),
                payload);
    }

    private void addNoise(byte[] picture) {
        int line = 3 * ClassroomLayout.WIDTH;
        for (int start = 0; start < picture.length; start += line) {
            int shift = random.nextInt(NOISE_BYTES - line);
            for (int i = 0; i < line; i++) {
                int value = (picture[start + i] & 0xff) + noise[shift + i];
                picture[start + i] = (byte) Math.max(0, Math.min(255, value));
            }
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
