package io.shidao.analyzer;

import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.pipeline.FaceLook;
import io.shidao.analyzer.pipeline.SampleAnalysis;
import io.shidao.analyzer.session.Announcements;
import io.shidao.analyzer.session.Judgement;
import io.shidao.analyzer.session.SessionCheckpoints;
import io.shidao.analyzer.session.SuspectFaces;
import io.shidao.analyzer.store.AnalysedSample;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.Observation;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.sample.Sample;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What will be one transaction. Used once. */
final class Batch {
    private final AnalysisCommit.Builder parts = new AnalysisCommit.Builder();
    final Set<LiveSession> touched = new LinkedHashSet<>();

    void failed(Sample sample, String failure) {
        analysed(sample, 0, failure);
    }

    void analysed(SampleAnalysis analysis) {
        Sample sample = analysis.sample();
        List<FaceLook> faces = analysis.faces();
        analysed(sample, faces.size(), analysis.failure());
        parts.observations(IntStream.range(0, faces.size())
                .mapToObj(i -> observation(sample, i, faces.get(i)))
                .toList());
    }

    private void analysed(Sample sample, int faces, String failure) {
        parts.samples(List.of(new AnalysedSample(
                sample.id(), sample.session(), sample.capturedAt(), sample.sha256(), faces, failure)));
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
        folded(session, judgement);
        parts.suspects(faces.of(session.state, news.raised()))
                .suspects(faces.of(session.state, news.updated()))
                .coverage(judgement.coverage())
                .anomalies(judgement.anomalies())
                .withdrawn(news.withdrawn())
                .progress(List.of(session.state.progress()))
                .checkpoints(List.of(writer.write(session.state)));
        if (session.state.isConcluded()) {
            parts.views(session.state.pictures().learnt());
        }
    }

    /** The records alone: of a session of which nothing was ever seen. */
    void folded(LiveSession session, Judgement judgement) {
        parts.attendance(judgement.records())
                .folds(List.of(new FoldedSession(session.revision, judgement.facts(), judgement.fold())));
    }

    /** The records alone: of a session whose state is erased. */
    void folded(FoldedSession session) {
        parts.attendance(session.records()).folds(List.of(session));
    }

    void tell(Events events) {
        parts.outbox(events.list());
    }

    AnalysisCommit commit(PartitionClaim claim) {
        return parts.claim(claim).build();
    }
}
