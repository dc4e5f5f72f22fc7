package io.shidao.app.evaluate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.pipeline.AnalysisPipeline;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.store.BlobStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Sessions of a class from the picture on: labelled people sit before a camera, and the analyzer's own pipeline decodes,
 * searches, tracks, aligns, embeds, compares and decides, as it does for a classroom. Only the stores are missing. Draws
 * the same people for a seed as {@link SessionSimulation}. Used by one thread; the networks may be shared.
 */
final class FilmedSessions {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    /** A face further from the middle of a seat is somebody in the background of a photo. */
    private static final double AT_THE_SEAT = 0.5;

    private final LabelledFaces faces;
    private final Population population;
    private final SimulationConfig config;
    private final Studio studio;
    private final PipelineConfig pipelineConfig;
    private final AnalysisPipeline pipeline;

    FilmedSessions(
            LabelledFaces faces,
            Population population,
            SimulationConfig config,
            PipelineConfig pipelineConfig,
            Calibration calibration,
            Studio studio) {
        this.faces = faces;
        this.population = population;
        this.config = config;
        this.studio = studio;
        this.pipelineConfig = pipelineConfig;
        this.pipeline = new AnalysisPipeline(
                studio.eyes(),
                new SequentialDecisionRule(pipelineConfig.decide(), calibration),
                new NoPictures(),
                new SimpleMeterRegistry(),
                pipelineConfig);
    }

    /** Runs one session; the same seed gives the same people. */
    SessionOutcome run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Cast cast = Cast.draw(population, config, random);
        CameraRoom room =
                new CameraRoom(cast.room().stream().map(this::portraits).toList(), population.pixels(), random);
        List<Verdicts> verdicts = cast.room().stream().map(Verdicts::new).toList();
        SessionPlan plan = plan(seed);
        SessionState session = begin(plan, cast.roster());
        for (Instant at = START; at.isBefore(plan.endsAt()); at = at.plus(config.sampling())) {
            pipeline.analyse(sample(plan, at, studio.keyFrame(room.picture())), session);
            judge(session, room, verdicts, at);
        }
        return new SessionOutcome(
                1, verdicts.stream().map(v -> v.sitting(START)).toList());
    }

    private List<Studio.Portrait> portraits(Cast.Role role) {
        LabelledFaces.Person person = faces.people().get(role.person().index());
        List<Studio.Portrait> portraits = new ArrayList<>();
        for (int c = 0; c < person.clips().size(); c++) {
            LabelledFaces.Clip clip = person.clips().get(c);
            if (role.clipDigits().indexOf(clip.digit()) >= 0) {
                for (int f = 0; f < clip.frames().size(); f++) {
                    Path file = clip.frames().get(f);
                    studio.portrait(role.person().index(), c, f, file).ifPresent(portraits::add);
                }
            }
        }
        return portraits;
    }

    private SessionPlan plan(long seed) {
        AttendancePolicy usual = AttendancePolicy.defaults();
        Duration most = config.length().dividedBy(6);
        AttendancePolicy policy = new AttendancePolicy(
                usual.presentShare(),
                least(usual.bridgedGap(), most),
                least(usual.lateAfter(), most),
                least(usual.earlyBefore(), most),
                usual.classHour(),
                least(usual.outsiderAfter(), most),
                usual.sourceLostAfter(),
                config.sampling(),
                usual.snapshotInterval(),
                usual.consecutiveSnapshots());
        return new SessionPlan(
                new SessionId("evaluate-" + seed),
                new ClassId("evaluate"),
                new InstitutionId("evaluate"),
                SessionKind.THEORY,
                new SourceId("camera"),
                START,
                START.plus(config.length()),
                policy);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private SessionState begin(SessionPlan plan, Roster roster) {
        return SessionState.begin(plan, roster, List.of(), pipelineConfig.track(), pipelineConfig.evidence());
    }

    private static Sample sample(SessionPlan plan, Instant at, Payload unit) {
        return new Sample(
                new SampleId("key-frame-" + at.toEpochMilli()),
                plan.id(),
                plan.source(),
                null,
                Codec.H264,
                at,
                at,
                unit.sha256(),
                unit);
    }

    /** What the tracks at each seat say; where there are several, the one seen last has the last word. */
    private void judge(SessionState session, CameraRoom room, List<Verdicts> verdicts, Instant at) {
        List<Track> tracks = session.tracks().tracks().stream()
                .sorted(Comparator.comparing((Track track) -> track.seen().last()))
                .toList();
        for (Track track : tracks) {
            for (int seat = 0; seat < verdicts.size(); seat++) {
                if (isAt(track.box(), room, seat)) {
                    verdicts.get(seat).add(track.decision(), at);
                }
            }
        }
    }

    private boolean isAt(Box box, CameraRoom room, int seat) {
        return Math.hypot(box.centreX() - room.centreX(seat), box.centreY() - room.centreY(seat))
                < AT_THE_SEAT * population.pixels();
    }

    /** Pictures for people to look at, which nobody will. */
    private static final class NoPictures implements BlobStore {
        @Override
        public Sha256 put(Payload content) {
            return content.sha256();
        }

        @Override
        public Optional<Payload> find(Sha256 digest) {
            return Optional.empty();
        }

        @Override
        public boolean erase(Sha256 digest) {
            return false;
        }
    }
}
