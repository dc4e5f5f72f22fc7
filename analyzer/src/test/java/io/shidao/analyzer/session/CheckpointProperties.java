package io.shidao.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.pipeline.AnalysisPipeline;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.ScriptedVision;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.session.SessionKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CheckpointProperties {
    @Property(tries = 12)
    void goesOnAfterACheckpointAsIfNothingHadHappened(
            @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(min = 1, max = 59) int cut) {
        Classroom room = new Classroom(seed, SessionKind.THEORY);
        goesOn(room, room.wholeSession().subList(0, 60), cut);
    }

    @Property(tries = 12)
    void goesOnAmongPeopleWhoChangeSeatsAndSitInForOneAnother(
            @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(min = 1, max = 59) int cut) {
        Random random = new Random(seed);
        List<Integer> seats = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 12));
        List<BusRecord<SessionInput>> records = new ArrayList<>();
        for (int sample = 0; sample < 60; sample++) {
            if (random.nextInt(4) == 0) {
                Collections.swap(seats, random.nextInt(6), random.nextInt(7));
            }
            List<String> faces = new ArrayList<>();
            for (int seat = 0; seat < 6; seat++) {
                if (random.nextInt(6) > 0) {
                    faces.add(ScriptedVision.face(
                            seats.get(seat), 60 + 100 * (seat % 3) + random.nextGaussian(), seat < 3 ? 60 : 160, 48));
                }
            }
            records.add(Classroom.record(
                    sample,
                    Classroom.sample(
                            "frame-" + sample,
                            null,
                            Classroom.START.plusSeconds(20L * sample),
                            ScriptedVision.payload(faces))));
        }
        goesOn(new Classroom(seed, SessionKind.THEORY), records, cut);
    }

    private static void goesOn(Classroom room, List<BusRecord<SessionInput>> records, int cut) {
        AnalysisPipeline pipeline = pipeline(room);
        SessionCheckpoints checkpoints =
                new SessionCheckpoints(room.key, TrackConfig.defaults(), EvidenceConfig.defaults());

        SessionState undisturbed = begin(room);
        analyse(pipeline, undisturbed, records);
        SessionState before = begin(room);
        analyse(pipeline, before, records.subList(0, cut));
        SessionState after =
                checkpoints.read(checkpoints.write(before).sealed(), before.plan(), before.roster(), before.claims());
        analyse(pipeline, after, records.subList(cut, records.size()));

        assertThat(SessionCheckpoints.message(after)).isEqualTo(SessionCheckpoints.message(undisturbed));
        SessionJudge judge = new SessionJudge(
                AnalyzerConfig.defaults().attendance(),
                AnalyzerConfig.defaults().anomalies(),
                0.45,
                0.2,
                "synthetic/test");
        assertThat(judge.judge(after, Classroom.START.plusSeconds(1200)))
                .isEqualTo(judge.judge(undisturbed, Classroom.START.plusSeconds(1200)));
    }

    @Property(tries = 6)
    void goesOnWithOnlineSessionsToo(
            @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(min = 1, max = 19) int cut) {
        Classroom room = new Classroom(seed, SessionKind.ONLINE);
        room.vision.attackScore = 0.3;
        List<BusRecord<SessionInput>> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int person = i % 3 == 0 ? 12 : i % 2;
            records.add(Classroom.record(i, room.snapshot(i, i % 2, Classroom.START.plusSeconds(60L * i), person)));
        }
        AnalysisPipeline pipeline = pipeline(room);
        SessionCheckpoints checkpoints =
                new SessionCheckpoints(room.key, TrackConfig.defaults(), EvidenceConfig.defaults());

        SessionState undisturbed = begin(room);
        analyse(pipeline, undisturbed, records);
        SessionState before = begin(room);
        analyse(pipeline, before, records.subList(0, cut));
        SessionState after =
                checkpoints.read(checkpoints.write(before).sealed(), before.plan(), before.roster(), before.claims());
        analyse(pipeline, after, records.subList(cut, records.size()));

        assertThat(SessionCheckpoints.message(after)).isEqualTo(SessionCheckpoints.message(undisturbed));
        assertThat(after.tracks().tracks())
                .anySatisfy(track -> assertThat(track.attackHint().looks()).isPositive());
    }

    private static AnalysisPipeline pipeline(Classroom room) {
        return new AnalysisPipeline(
                room.vision.vision(),
                new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration()),
                room.blobs,
                new SimpleMeterRegistry(),
                PipelineConfig.defaults());
    }

    private static SessionState begin(Classroom room) {
        return SessionState.begin(
                room.directory.plan,
                room.directory.roster,
                room.directory.claims,
                TrackConfig.defaults(),
                EvidenceConfig.defaults());
    }

    private static void analyse(AnalysisPipeline pipeline, SessionState state, List<BusRecord<SessionInput>> records) {
        for (BusRecord<SessionInput> record : records) {
            if (record.value() instanceof Sample sample) {
                pipeline.analyse(sample, state);
            }
        }
    }
}
