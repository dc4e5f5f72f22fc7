package io.shidao.analyzer.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.AnalyzerPorts;
import io.shidao.analyzer.replay.FootageStore;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.Seat;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectRole;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.MemoryLiveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A made-up class of twelve: s0 to s6 sit there all the time; s7 comes 15 minutes late; s8 leaves 20 minutes early; s9
 * has signed and somebody else sits on the seat; s10 has signed and nobody is there; s11 is absent without a claim.
 */
public final class Classroom {
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    public static final Duration LENGTH = Duration.ofMinutes(45);
    public static final SessionId SESSION = new SessionId("session-1");

    private static final int PEOPLE = 12;
    private static final int OUTSIDER = 12;

    public final ScriptedVision vision = new ScriptedVision();
    public final ScriptedDirectory directory;
    public final MemoryAnalysisStore store = new MemoryAnalysisStore();
    public final RecordingBus bus = new RecordingBus();
    public final MemoryBlobStore blobs = new MemoryBlobStore();
    public final SettableClock clock = new SettableClock(START);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final MemoryLiveState live = new MemoryLiveState(clock);
    public final DataKey key = DataKey.of(new byte[32]);

    private final Random random;

    public Classroom(long seed, SessionKind kind) {
        random = new Random(seed);
        List<RosterEntry> entries = new ArrayList<>();
        for (int i = 0; i <= PEOPLE; i++) {
            SyntheticPerson person = new SyntheticPerson(random, 0.85);
            vision.add(person);
            if (i < PEOPLE) {
                Sha256 image = Sha256.of(new byte[] {(byte) i});
                entries.add(new RosterEntry(
                        subject(i),
                        SubjectRole.TRAINEE,
                        List.of(new BiometricReference("r" + i, person.reference(), image)),
                        new Seat((float) x(i) / ScriptedVision.WIDTH, (float) y(i) / ScriptedVision.HEIGHT)));
            }
        }
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < PEOPLE - 1; i++) {
            claims.add(new Claim("c" + i, subject(i), ClaimKind.SIGNATURE, START));
        }
        SessionPlan plan = new SessionPlan(
                SESSION,
                new ClassId("class-1"),
                new InstitutionId("institution-1"),
                kind,
                new SourceId("source-1"),
                START,
                START.plus(LENGTH),
                AttendancePolicy.defaults());
        directory = new ScriptedDirectory(plan, new Roster(entries), claims);
    }

    public static SubjectId subject(int i) {
        return new SubjectId("s" + i);
    }

    private static double x(int i) {
        return 60 + 90 * (i % 4);
    }

    private static double y(int i) {
        return 50 + 90 * (i / 4);
    }

    public AnalyzerPorts ports() {
        return new AnalyzerPorts(
                bus,
                directory,
                store,
                blobs,
                FootageStore.NONE,
                vision.vision(),
                SyntheticPerson.calibration(),
                new RoomPictures(live, key),
                key,
                clock,
                meters);
    }

    /** Plans are looked at for each batch, so that nothing depends on real time. */
    public static AnalyzerConfig config(int batch) {
        return config(batch, AnalyzerConfig.defaults().mostSessions());
    }

    public static AnalyzerConfig config(int batch, int mostSessions) {
        AnalyzerConfig d = AnalyzerConfig.defaults();
        return new AnalyzerConfig(
                1,
                batch,
                d.grace(),
                mostSessions,
                Duration.ZERO,
                d.relayTimeout(),
                0.45,
                d.sampling(),
                d.pipeline(),
                d.attendance(),
                d.anomalies(),
                d.across());
    }

    /** Every 20 seconds a key frame; one of eight faces is not found. */
    public List<BusRecord<SessionInput>> wholeSession() {
        List<BusRecord<SessionInput>> records = new ArrayList<>();
        for (long second = 0; second < LENGTH.toSeconds(); second += 20) {
            records.add(record(records.size(), frame(records.size(), START.plusSeconds(second))));
        }
        return records;
    }

    /** Another session of the same people at the same time. */
    public SessionId alsoPlanned(String id) {
        SessionId other = new SessionId(id);
        SessionPlan plan = directory.plan;
        directory.others.put(
                other,
                new SessionPlan(
                        other,
                        plan.classId(),
                        plan.institution(),
                        plan.kind(),
                        plan.source(),
                        plan.startsAt(),
                        plan.endsAt(),
                        plan.policy()));
        return other;
    }

    private Sample frame(int number, Instant at) {
        long minute = Duration.between(START, at).toMinutes();
        List<String> faces = new ArrayList<>();
        for (int i = 0; i < PEOPLE - 2; i++) {
            boolean there = i == 7 ? minute >= 15 : i != 8 || minute < 25;
            if (there && random.nextInt(8) > 0) {
                faces.add(ScriptedVision.face(
                        i == 9 ? OUTSIDER : i, x(i) + random.nextGaussian(), y(i) + random.nextGaussian(), 48));
            }
        }
        return sample("frame-" + number, null, at, ScriptedVision.payload(faces));
    }

    public static BusRecord<SessionInput> record(long offset, SessionInput input) {
        return new BusRecord<>(0, offset, SESSION.value(), input);
    }

    /** A snapshot at a log-in; people by their numbers, 12 is nobody on the roster. */
    public Sample snapshot(int number, int claimant, Instant at, int... people) {
        List<String> faces = new ArrayList<>();
        for (int i = 0; i < people.length; i++) {
            faces.add(ScriptedVision.face(people[i], 150 + 100 * i + random.nextGaussian(), 150, 90));
        }
        return sample("snapshot-" + number, subject(claimant), at, ScriptedVision.payload(faces));
    }

    public static Sample sample(String id, @Nullable SubjectId claimant, Instant at, Payload payload) {
        return new Sample(
                new SampleId(id),
                SESSION,
                new SourceId("source-1"),
                claimant,
                claimant == null ? Codec.H264 : Codec.JPEG,
                at,
                at,
                payload.sha256(),
                payload);
    }
}
