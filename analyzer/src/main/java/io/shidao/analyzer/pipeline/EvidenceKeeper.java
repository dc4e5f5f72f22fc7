package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.evidence.KeptPicture;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.store.BlobStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the few pictures that people will look at. Thread-safe as far as its ports are. */
final class EvidenceKeeper {
    /** From this height on a larger face is no better to look at. */
    private static final double GOOD_HEIGHT_PIXELS = 80;

    private final PictureEncoder encoder;
    private final BlobStore blobs;
    private final EvidenceConfig config;

    EvidenceKeeper(PictureEncoder encoder, BlobStore blobs, EvidenceConfig config) {
        this.encoder = encoder;
        this.blobs = blobs;
        this.config = config;
    }

    void keep(SampleAnalysis analysis) {
        for (FaceLook look : analysis.faces) {
            keepFace(analysis, look);
        }
        SubjectId claimant = analysis.sample.claimant();
        if (claimant == null) {
            keepOverview(analysis);
        } else if (analysis.repeated) {
            analysis.session.snapshotRepeated(claimant, analysis.sample.capturedAt(), overview(analysis));
        } else if (analysis.faces.size() != 1) {
            keepTrouble(analysis);
        }
    }

    private void keepFace(SampleAnalysis analysis, FaceLook look) {
        Track track = look.track;
        double worth = worth(look);
        if (track != null && track.album().wants(worth)) {
            Box box = look.face().box();
            Sha256 image = blobs.put(
                    encoder.crop(analysis.picture(), box, config.faceMargin()).jpeg());
            track.album().keep(picture(image, analysis.sample, box, worth));
        }
    }

    /** A good look at a large face, the better the more it looks like somebody on the roster. */
    private static double worth(FaceLook look) {
        CandidateList candidates = look.candidates;
        if (candidates == null || look.worth == 0) {
            return 0;
        }
        double size = Math.min(1, look.face().box().height() / GOOD_HEIGHT_PIXELS);
        return look.worth * size * (0.5 + Math.max(0, candidates.bestCosine()));
    }

    private void keepOverview(SampleAnalysis analysis) {
        SessionState session = analysis.session;
        List<KeptPicture> kept = session.overviews();
        Instant last = kept.isEmpty() ? Instant.MIN : kept.get(kept.size() - 1).takenAt();
        Instant at = analysis.sample.capturedAt();
        boolean due = kept.isEmpty() || !at.isBefore(last.plus(config.overviewEvery()));
        if ((due || isAtTheEnd(session.plan(), last, at)) && kept.size() < config.mostOverviews()) {
            session.keepOverview(overview(analysis));
        }
    }

    private static boolean isAtTheEnd(SessionPlan plan, Instant last, Instant at) {
        Instant end = plan.endsAt().minus(plan.policy().samplingInterval().multipliedBy(2));
        return !at.isBefore(end) && last.isBefore(end);
    }

    private void keepTrouble(SampleAnalysis analysis) {
        Sample sample = analysis.sample;
        if (sample.claimant() != null) {
            analysis.session.snapshotInTrouble(
                    sample.claimant(), sample.capturedAt(), analysis.faces.size(), overview(analysis));
        }
    }

    private KeptPicture overview(SampleAnalysis analysis) {
        Sha256 image = blobs.put(encoder.overview(analysis.picture(), config.overviewWidthPixels()));
        return picture(image, analysis.sample, null, 0);
    }

    private static KeptPicture picture(Sha256 image, Sample sample, @Nullable Box box, double worth) {
        return new KeptPicture(image, sample.id(), sample.capturedAt(), box, worth);
    }
}
