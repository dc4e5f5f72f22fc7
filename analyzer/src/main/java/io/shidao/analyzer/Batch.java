package io.shidao.analyzer;

import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.pipeline.FaceLook;
import io.shidao.analyzer.pipeline.SampleAnalysis;
import io.shidao.analyzer.session.Announcements;
import io.shidao.analyzer.session.Judgement;
import io.shidao.analyzer.session.SessionCheckpoints;
import io.shidao.analyzer.session.SuspectFaces;
import io.shidao.analyzer.store.AnalysedSample;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.Checkpoint;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.Observation;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.analyzer.store.SealedSuspect;
import io.shidao.analyzer.store.SessionProgress;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.sample.Sample;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What will be one transaction. Used once. */
final class Batch {
    private final List<AnalysedSample> samples = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<AttendanceRecord> attendance = new ArrayList<>();
    private final List<FoldedSession> folds = new ArrayList<>();
    private final List<SessionCoverage> coverage = new ArrayList<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final List<AnomalyId> withdrawn = new ArrayList<>();
    private final List<SealedSuspect> suspects = new ArrayList<>();
    private final List<SessionProgress> progress = new ArrayList<>();
    private final List<SourceViewState> views = new ArrayList<>();
    private final List<OutboxEvent> outbox = new ArrayList<>();
    final Set<LiveSession> touched = new LinkedHashSet<>();

    void failed(Sample sample, String failure) {
        samples.add(
                new AnalysedSample(sample.id(), sample.session(), sample.capturedAt(), sample.sha256(), 0, failure));
    }

    void analysed(SampleAnalysis analysis) {
        Sample sample = analysis.sample();
        List<FaceLook> faces = analysis.faces();
        samples.add(new AnalysedSample(
                sample.id(), sample.session(), sample.capturedAt(), sample.sha256(), faces.size(), analysis.failure()));
        for (int i = 0; i < faces.size(); i++) {
            observations.add(observation(sample, i, faces.get(i)));
        }
    }

    private static Observation observation(Sample sample, int face, FaceLook look) {
        CandidateList candidates = look.candidates();
        Candidate best = candidates == null || candidates.candidates().isEmpty()
                ? null
                : candidates.candidates().get(0);
        Track track = look.track();
        return new Observation(
                sample.id(),
                sample.session(),
                sample.capturedAt(),
                face,
                look.face().box(),
                look.face().score(),
                track == null ? 0 : track.id(),
                look.worth(),
                best == null ? null : best.subject(),
                best == null ? 0 : best.cosine(),
                best == null ? 0 : best.normalised());
    }

    void judged(
            LiveSession session,
            Judgement judgement,
            Announcements news,
            SessionCheckpoints writer,
            SuspectFaces faces) {
        suspects.addAll(faces.of(session.state, news.raised()));
        suspects.addAll(faces.of(session.state, news.updated()));
        folded(session, judgement);
        coverage.addAll(judgement.coverage());
        anomalies.addAll(judgement.anomalies());
        withdrawn.addAll(news.withdrawn());
        progress.add(session.state.progress());
        if (session.state.isConcluded()) {
            views.addAll(session.state.pictures().learnt());
        }
        checkpoints.add(writer.write(session.state));
    }

    /** The records alone: of a session of which nothing was ever seen. */
    void folded(LiveSession session, Judgement judgement) {
        attendance.addAll(judgement.records());
        folds.add(new FoldedSession(session.revision, judgement.facts(), judgement.fold()));
    }

    /** The records alone: of a session whose state is erased. */
    void folded(FoldedSession session) {
        attendance.addAll(session.records());
        folds.add(session);
    }

    void tell(Events events) {
        outbox.addAll(events.list());
    }

    AnalysisCommit commit(PartitionClaim claim) {
        return new AnalysisCommit(
                claim,
                samples,
                observations,
                checkpoints,
                attendance,
                folds,
                coverage,
                anomalies,
                withdrawn,
                suspects,
                progress,
                views,
                outbox);
    }
}
