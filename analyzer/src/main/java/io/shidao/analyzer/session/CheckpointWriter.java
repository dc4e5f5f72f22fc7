package io.shidao.analyzer.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.shidao.analyzer.anomaly.ClockSkew;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.ScoreSum;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.KeptPicture;
import io.shidao.analyzer.examine.AttackHint;
import io.shidao.analyzer.replay.Replay;
import io.shidao.analyzer.time.Spans;
import io.shidao.analyzer.track.ClearLook;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.proto.state.v1.Appearance;
import io.shidao.proto.state.v1.AppearanceMode;
import io.shidao.proto.state.v1.ClaimantState;
import io.shidao.proto.state.v1.ClockView;
import io.shidao.proto.state.v1.DoubtState;
import io.shidao.proto.state.v1.EvidenceSums;
import io.shidao.proto.state.v1.HeldLook;
import io.shidao.proto.state.v1.Progress;
import io.shidao.proto.state.v1.Quality;
import io.shidao.proto.state.v1.ReplayFound;
import io.shidao.proto.state.v1.Run;
import io.shidao.proto.state.v1.ScoreSums;
import io.shidao.proto.state.v1.SessionCheckpoint;
import io.shidao.proto.state.v1.SnapshotEntry;
import io.shidao.proto.state.v1.SourceCoverage;
import io.shidao.proto.state.v1.SourceView;
import io.shidao.proto.state.v1.SpanState;
import io.shidao.proto.state.v1.TrackState;
import io.shidao.wire.Times;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one session down. Equal states give equal messages. Used once. */
final class CheckpointWriter {
    private final Map<SubjectId, Integer> subjects = new LinkedHashMap<>();
    private final SessionCheckpoint.Builder message = SessionCheckpoint.newBuilder();

    SessionCheckpoint write(SessionState state) {
        message.setNextTrackId(state.tracks.nextId());
        state.tracks.tracks().forEach(track -> message.addTracks(track(track)));
        state.claimants.forEach((subject, claimant) -> message.addClaimants(claimant(subject, claimant)));
        state.overviews.forEach(picture -> message.addOverviews(picture(picture)));
        state.coverage.sources().forEach((source, known) -> message.addCoverage(coverage(source, known)));
        message.setSource(source(state.source))
                .setClock(clock(state.clock))
                .setProgress(progress(state))
                .setWidth(state.width)
                .setHeight(state.height);
        // maps of the message are written in the order of insertion: both are sorted
        message.putAllRaised(state.raised).putAllPresence(state.presence);
        if (state.concludedAt != null) {
            message.setConcludedAt(Times.timestamp(state.concludedAt));
        }
        if (state.enrolledThen != null) {
            state.enrolledThen.stream()
                    .sorted(Comparator.comparing(SubjectId::value))
                    .forEach(subject -> message.addEnrolledThen(index(subject)));
        }
        if (state.replay != null) {
            message.setReplay(replay(state.replay));
        }
        subjects.keySet().forEach(subject -> message.addSubjects(subject.value()));
        return message.build();
    }

    private static ReplayFound replay(Replay replay) {
        return ReplayFound.newBuilder()
                .setSession(replay.session().value())
                .setSince(Times.timestamp(replay.since()))
                .setShownFirst(Times.timestamp(replay.shownFirst()))
                .setLag(Times.duration(replay.lag()))
                .setShare(replay.share())
                .setByChance(replay.byChance())
                .setLogFalseAlarm(replay.logFalseAlarm())
                .build();
    }

    private int index(SubjectId subject) {
        return subjects.computeIfAbsent(subject, s -> subjects.size());
    }

    /** Index plus 1; 0 stands for nobody. */
    private int indexOrNone(@Nullable SubjectId subject) {
        return subject == null ? 0 : index(subject) + 1;
    }

    private TrackState track(Track track) {
        Box box = track.box();
        TrackState.Builder result = TrackState.newBuilder()
                .setId(track.id())
                .setClaimant(indexOrNone(track.claimant()))
                .setX(box.x())
                .setY(box.y())
                .setWidth(box.width())
                .setHeight(box.height())
                .setSeen(spans(track.seen()))
                .setSightings(track.sightings())
                .setEmbedded(track.embedded())
                .setVacated(track.isVacated())
                .setEvidence(evidence(track.evidence()));
        ifPresent(track.embeddedAt(), result::setEmbeddedAt);
        if (track.appearance() != null) {
            result.setAppearance(appearance(track.appearance()));
        }
        if (!track.doubt().equals(Track.Doubt.NONE)) {
            result.setDoubt(doubt(track.doubt()));
        }
        AttackHint attack = track.attackHint();
        if (attack.looks() > 0) {
            result.getAttackBuilder()
                    .setLooks(attack.looks())
                    .setMeanScore(attack.meanScore())
                    .setPassedOver(attack.passedOver());
        }
        track.album().pictures().forEach(picture -> result.addCrops(picture(picture)));
        decision(track.decision(), result);
        return result.build();
    }

    private void decision(Decision decision, TrackState.Builder result) {
        if (decision instanceof Decision.Recognised recognised) {
            result.setRecognised(indexOrNone(recognised.subject()));
            result.setErrorProbability(recognised.errorProbability());
        } else if (decision instanceof Decision.Outsider outsider) {
            result.setOutsider(true).setErrorProbability(outsider.errorProbability());
        } else if (decision instanceof Decision.Undecided undecided) {
            result.setReason(undecided.reason().name());
            undecided.possible().stream()
                    .sorted(java.util.Comparator.comparing(SubjectId::value))
                    .forEach(subject -> result.addPossible(index(subject)));
        }
    }

    static Appearance appearance(io.shidao.analyzer.track.Appearance appearance) {
        Appearance.Builder result =
                Appearance.newBuilder().setModel(appearance.model().value());
        appearance
                .modes()
                .forEach(mode -> result.addModes(
                        AppearanceMode.newBuilder().setMean(bytes(mode.mean())).setLooks(mode.looks())));
        return result.build();
    }

    private static DoubtState doubt(Track.Doubt doubt) {
        DoubtState.Builder result = DoubtState.newBuilder().setAsked(doubt.asked());
        ifPresent(doubt.certainUntil(), result::setCertainUntil);
        ClearLook held = doubt.held();
        if (held != null) {
            result.setHeld(look(held));
        }
        return result.build();
    }

    private static HeldLook look(ClearLook look) {
        Box box = look.box();
        SampleQuality quality = look.quality();
        return HeldLook.newBuilder()
                .setAt(Times.timestamp(look.at()))
                .setX(box.x())
                .setY(box.y())
                .setWidth(box.width())
                .setHeight(box.height())
                .setModel(look.template().model().value())
                .setTemplate(ByteString.copyFrom(look.template().toBytes()))
                .setQuality(Quality.newBuilder()
                        .setFaceHeight(quality.faceHeightPixels())
                        .setInterEyeDistance(quality.interEyeDistancePixels())
                        .setSharpness(quality.sharpness())
                        .setMeanLuminance(quality.meanLuminance())
                        .setUnderExposedShare(quality.underExposedShare())
                        .setOverExposedShare(quality.overExposedShare())
                        .setYaw(quality.yawDegrees())
                        .setPitch(quality.pitchDegrees())
                        .setRoll(quality.rollDegrees()))
                .build();
    }

    private static ByteString bytes(float[] numbers) {
        ByteBuffer out = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        out.asFloatBuffer().put(numbers);
        return ByteString.copyFrom(out);
    }

    private EvidenceSums evidence(TrackEvidence evidence) {
        TrackEvidence.Snapshot kept = evidence.snapshot();
        EvidenceSums.Builder result = EvidenceSums.newBuilder()
                .setLooks(kept.looks())
                .setBestCosine(kept.bestCosine())
                .setWindows(kept.windows())
                .setWindowIndex(kept.windowIndex())
                .setWindowWeight(kept.windowWeight())
                .setWindowSquares(kept.windowSquares())
                .setClosed(sums(kept.closed()))
                .setOpen(sums(kept.open()));
        if (kept.lastLookAt() != null) {
            result.setLastLookAt(Times.timestamp(kept.lastLookAt()));
        }
        return result.build();
    }

    private ScoreSums sums(Map<SubjectId, ScoreSum> sums) {
        ScoreSums.Builder result = ScoreSums.newBuilder();
        sums.forEach((subject, sum) -> result.addSubject(index(subject))
                .addWeight(sum.weight())
                .addScore(sum.score())
                .addExpected(sum.expected())
                .addBetween(sum.between())
                .addWithin(sum.within())
                .addSpread(sum.spread()));
        return result.build();
    }

    private static io.shidao.proto.state.v1.KeptPicture picture(KeptPicture picture) {
        var result = io.shidao.proto.state.v1.KeptPicture.newBuilder()
                .setImage(picture.image().hex())
                .setSample(picture.sample().value())
                .setTakenAt(Times.timestamp(picture.takenAt()))
                .setWorth(picture.worth());
        Box box = picture.box();
        if (box != null) {
            result.setX(box.x()).setY(box.y()).setWidth(box.width()).setHeight(box.height());
        }
        return result.build();
    }

    private static SpanState spans(Spans spans) {
        SpanState.Builder result = SpanState.newBuilder();
        spans.list()
                .forEach(span -> result.addFrom(Times.timestamp(span.from())).addTo(Times.timestamp(span.to())));
        return result.build();
    }

    private ClaimantState claimant(SubjectId subject, Claimant claimant) {
        ClaimantState.Builder result = ClaimantState.newBuilder()
                .setSubject(index(subject))
                .setNoFace(run(claimant.noFace))
                .setSeveralFaces(run(claimant.severalFaces))
                .setRepeated(run(claimant.repeated))
                .setLastTrack(claimant.lastTrack);
        claimant.log
                .entries()
                .forEach(entry -> result.addLooks(SnapshotEntry.newBuilder()
                        .setAt(Times.timestamp(entry.at()))
                        .setTrack(entry.track())));
        claimant.snapshots
                .all()
                .forEach((bits, at) -> result.addSnapshots(ClaimantState.Snapshot.newBuilder()
                        .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(bits.hex())))
                        .setFirstAt(Times.timestamp(at))));
        return result.build();
    }

    private static Run run(TroubleRun run) {
        Run.Builder result = Run.newBuilder()
                .setCurrent(run.current())
                .setLongest(run.longest())
                .setTotal(run.total());
        ifPresent(run.since(), time -> result.setSince(time));
        ifPresent(run.lastAt(), time -> result.setLastAt(time));
        if (run.picture() != null) {
            result.setPicture(picture(run.picture()));
        }
        return result.build();
    }

    private static void ifPresent(@Nullable Instant time, java.util.function.Consumer<Timestamp> set) {
        if (time != null) {
            set.accept(Times.timestamp(time));
        }
    }

    private static SourceView source(io.shidao.analyzer.session.SourceView source) {
        SourceView.Builder result =
                SourceView.newBuilder().setState(source.state()).setDetail(source.detail());
        ifPresent(source.since(), result::setSince);
        if (source.keyInterval() != null) {
            result.setKeyInterval(Times.duration(source.keyInterval()));
        }
        return result.build();
    }

    private static ClockView clock(ClockWatch clock) {
        ClockView.Builder result = ClockView.newBuilder();
        clock.newest().forEach(skew -> result.addNewest(Times.duration(skew)));
        ClockSkew found = clock.found();
        if (found != null) {
            result.setSince(Times.timestamp(found.since())).setAhead(Times.duration(found.ahead()));
        }
        return result.build();
    }

    private static SourceCoverage coverage(SourceId source, io.shidao.analyzer.coverage.SourceCoverage known) {
        SourceCoverage.Builder result = SourceCoverage.newBuilder()
                .setSource(source.value())
                .setSeen(spans(known.seen()))
                .setDamaged(spans(known.damaged()));
        known.judged()
                .forEach((sight, judged) ->
                        result.addJudgedBuilder().setSight(sight.name()).setSpans(spans(judged)));
        known.states()
                .forEach(state -> result.addStatesBuilder()
                        .setState(state.state().name())
                        .setSince(Times.timestamp(state.since())));
        return result.build();
    }

    private static Progress progress(SessionState state) {
        Progress.Builder result = Progress.newBuilder()
                .setAnalysed(state.analysed)
                .setFailed(state.failed)
                .setFacesInNewest(state.facesInNewest)
                .addAllNewestSubjects(state.inSight);
        for (int bin = 0; bin < HeightHistogram.BINS; bin++) {
            result.addHeights(state.heights.count(bin));
        }
        ifPresent(state.newestAt, result::setNewestAt);
        return result.build();
    }
}
