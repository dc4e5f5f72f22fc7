package io.shidao.analyzer.session;

import com.google.protobuf.ByteString;
import io.shidao.analyzer.anomaly.ClockSkew;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.coverage.SourceCoverage;
import io.shidao.analyzer.coverage.StateSince;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.ScoreSum;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.evidence.KeptPicture;
import io.shidao.analyzer.examine.AttackHint;
import io.shidao.analyzer.replay.Replay;
import io.shidao.analyzer.time.Spans;
import io.shidao.analyzer.track.Appearance;
import io.shidao.analyzer.track.ClearLook;
import io.shidao.analyzer.track.Track;
import io.shidao.analyzer.track.TrackBook;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionPlan;
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
import io.shidao.proto.state.v1.SpanState;
import io.shidao.proto.state.v1.TrackState;
import io.shidao.wire.Times;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CheckpointWriter} wrote. Used once. */
final class CheckpointReader {
    private final SessionCheckpoint message;
    private final TrackConfig trackConfig;
    private final EvidenceConfig pictures;

    CheckpointReader(SessionCheckpoint message, TrackConfig trackConfig, EvidenceConfig pictures) {
        this.message = message;
        this.trackConfig = trackConfig;
        this.pictures = pictures;
    }

    SessionState read(SessionPlan plan, Roster roster, List<Claim> claims) {
        List<Track> tracks = message.getTracksList().stream().map(this::track).toList();
        TrackBook book = new TrackBook(trackConfig, pictures, message.getNextTrackId(), tracks);
        SessionState state = new SessionState(plan, roster, claims, book);
        message.getClaimantsList().forEach(c -> {
            Claimant claimant = new Claimant();
            claimant.noFace = run(c.getNoFace());
            claimant.severalFaces = run(c.getSeveralFaces());
            claimant.repeated = run(c.getRepeated());
            c.getSnapshotsList()
                    .forEach(snapshot -> claimant.snapshots.restore(
                            new Sha256(HexFormat.of()
                                    .formatHex(snapshot.getSha256().toByteArray())),
                            Times.instant(snapshot.getFirstAt())));
            claimant.lastTrack = c.getLastTrack();
            claimant.log.restore(c.getLooksList().stream()
                    .map(look -> new SnapshotLog.Entry(Times.instant(look.getAt()), look.getTrack()))
                    .toList());
            state.claimants.put(subject(c.getSubject()), claimant);
        });
        message.getOverviewsList().forEach(picture -> state.overviews.add(picture(picture)));
        source(state);
        progress(state, message.getProgress());
        state.raised.putAll(message.getRaisedMap());
        state.presence.putAll(message.getPresenceMap());
        state.width = message.getWidth();
        state.height = message.getHeight();
        state.concludedAt = message.hasConcludedAt() ? Times.instant(message.getConcludedAt()) : null;
        // one that an earlier release concluded goes by the roster of today
        state.enrolledThen = message.getEnrolledThenCount() == 0
                ? null
                : message.getEnrolledThenList().stream().map(this::subject).collect(Collectors.toSet());
        state.replay = message.hasReplay() ? replay(message.getReplay()) : null;
        return state;
    }

    private static Replay replay(ReplayFound found) {
        return new Replay(
                new SessionId(found.getSession()),
                Times.instant(found.getSince()),
                Times.instant(found.getShownFirst()),
                Times.duration(found.getLag()),
                found.getShare(),
                found.getByChance(),
                found.getLogFalseAlarm(),
                false);
    }

    private SubjectId subject(int index) {
        return new SubjectId(message.getSubjects(index));
    }

    private @Nullable SubjectId subjectOrNone(int indexPlusOne) {
        return indexPlusOne == 0 ? null : subject(indexPlusOne - 1);
    }

    private Track track(TrackState t) {
        Album album = new Album(
                pictures.facesOfTrack(),
                pictures.replaceMargin(),
                t.getCropsList().stream().map(CheckpointReader::picture).toList());
        Track track = new Track(
                t.getId(),
                subjectOrNone(t.getClaimant()),
                new Box(t.getX(), t.getY(), t.getWidth(), t.getHeight()),
                spans(t.getSeen()),
                evidence(t.getEvidence()),
                album);
        // a checkpoint of an earlier form has no modes: what the person looks like is learnt again
        Appearance appearance = t.getAppearance().getModesCount() > 0 ? appearance(t.getAppearance()) : null;
        var attack = t.getAttack();
        track.hint(new AttackHint(attack.getLooks(), attack.getMeanScore(), attack.getPassedOver()));
        return track.restore(t.getSightings(), t.getVacated(), appearance, doubt(t.getDoubt()), decision(t))
                .restoreEmbedded(t.getEmbedded(), t.hasEmbeddedAt() ? Times.instant(t.getEmbeddedAt()) : null);
    }

    private static Track.Doubt doubt(DoubtState doubt) {
        return new Track.Doubt(
                doubt.getAsked(),
                doubt.hasHeld() ? look(doubt.getHeld()) : null,
                doubt.hasCertainUntil() ? Times.instant(doubt.getCertainUntil()) : null);
    }

    private static ClearLook look(HeldLook look) {
        Quality q = look.getQuality();
        return new ClearLook(
                Times.instant(look.getAt()),
                new Box(look.getX(), look.getY(), look.getWidth(), look.getHeight()),
                FaceTemplate.fromBytes(
                        new ModelId(look.getModel()), look.getTemplate().toByteArray()),
                new SampleQuality(
                        q.getFaceHeight(),
                        q.getInterEyeDistance(),
                        q.getSharpness(),
                        q.getMeanLuminance(),
                        q.getUnderExposedShare(),
                        q.getOverExposedShare(),
                        q.getYaw(),
                        q.getPitch(),
                        q.getRoll()));
    }

    private Decision decision(TrackState t) {
        SubjectId recognised = subjectOrNone(t.getRecognised());
        if (recognised != null) {
            return new Decision.Recognised(recognised, t.getErrorProbability());
        }
        if (t.getOutsider()) {
            return new Decision.Outsider(t.getErrorProbability());
        }
        return new Decision.Undecided(
                Decision.Reason.valueOf(t.getReason()),
                t.getPossibleList().stream().map(this::subject).collect(Collectors.toSet()));
    }

    static Appearance appearance(io.shidao.proto.state.v1.Appearance a) {
        ModelId model = new ModelId(a.getModel());
        return new Appearance(
                model,
                a.getModesList().stream()
                        .map(mode -> new Appearance.Mode(model, numbers(mode.getMean()), mode.getLooks()))
                        .toList());
    }

    private static float[] numbers(ByteString bytes) {
        FloatBuffer in =
                bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] numbers = new float[in.remaining()];
        in.get(numbers);
        return numbers;
    }

    private TrackEvidence evidence(EvidenceSums e) {
        return TrackEvidence.restore(new TrackEvidence.Snapshot(
                e.getLooks(),
                e.getBestCosine(),
                e.hasLastLookAt() ? Times.instant(e.getLastLookAt()) : null,
                e.getWindows(),
                e.getWindowIndex(),
                e.getWindowWeight(),
                e.getWindowSquares(),
                sums(e.getClosed()),
                sums(e.getOpen())));
    }

    private Map<SubjectId, ScoreSum> sums(ScoreSums sums) {
        Map<SubjectId, ScoreSum> result = new HashMap<>();
        for (int i = 0; i < sums.getSubjectCount(); i++) {
            result.put(
                    subject(sums.getSubject(i)),
                    new ScoreSum(
                            sums.getWeight(i),
                            sums.getScore(i),
                            sums.getExpected(i),
                            sums.getBetween(i),
                            sums.getWithin(i),
                            sums.getSpread(i)));
        }
        return result;
    }

    private static KeptPicture picture(io.shidao.proto.state.v1.KeptPicture p) {
        Box box = p.getWidth() > 0 ? new Box(p.getX(), p.getY(), p.getWidth(), p.getHeight()) : null;
        return new KeptPicture(
                new Sha256(p.getImage()),
                new SampleId(p.getSample()),
                Times.instant(p.getTakenAt()),
                box,
                p.getWorth());
    }

    private static Spans spans(SpanState state) {
        List<Interval> spans = new ArrayList<>();
        for (int i = 0; i < state.getFromCount(); i++) {
            spans.add(new Interval(Times.instant(state.getFrom(i)), Times.instant(state.getTo(i))));
        }
        return new Spans(spans);
    }

    private static TroubleRun run(Run run) {
        return new TroubleRun(
                run.getCurrent(),
                run.getLongest(),
                run.getTotal(),
                run.hasSince() ? Times.instant(run.getSince()) : null,
                run.hasLastAt() ? Times.instant(run.getLastAt()) : null,
                run.hasPicture() ? picture(run.getPicture()) : null);
    }

    private void source(SessionState state) {
        var source = message.getSource();
        state.source = new SourceView(
                source.getState(),
                source.getDetail(),
                source.hasSince() ? Times.instant(source.getSince()) : null,
                source.hasKeyInterval() ? Times.duration(source.getKeyInterval()) : null);
        ClockView clock = message.getClock();
        state.clock.restore(
                clock.getNewestList().stream().map(Times::duration).toList(),
                clock.hasSince()
                        ? new ClockSkew(Times.instant(clock.getSince()), Times.duration(clock.getAhead()))
                        : null);
        message.getCoverageList()
                .forEach(known -> state.coverage.restore(new SourceId(known.getSource()), coverage(known)));
    }

    private static SourceCoverage coverage(io.shidao.proto.state.v1.SourceCoverage known) {
        Map<Sight, Spans> judged = new EnumMap<>(Sight.class);
        known.getJudgedList().forEach(j -> judged.put(Sight.valueOf(j.getSight()), spans(j.getSpans())));
        List<StateSince> states = known.getStatesList().stream()
                .map(s -> new StateSince(SourceState.valueOf(s.getState()), Times.instant(s.getSince())))
                .toList();
        return new SourceCoverage(spans(known.getSeen()), spans(known.getDamaged()), judged, states);
    }

    private static void progress(SessionState state, Progress progress) {
        state.analysed = progress.getAnalysed();
        state.failed = progress.getFailed();
        state.facesInNewest = progress.getFacesInNewest();
        state.inSight = new TreeSet<>(progress.getNewestSubjectsList());
        state.newestAt = progress.hasNewestAt() ? Times.instant(progress.getNewestAt()) : null;
        for (int bin = 0; bin < progress.getHeightsCount(); bin++) {
            state.heights.restore(bin, progress.getHeights(bin));
        }
    }
}
