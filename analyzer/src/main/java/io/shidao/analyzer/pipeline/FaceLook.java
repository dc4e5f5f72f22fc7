package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;
import org.jspecify.annotations.Nullable;

/** One face on its way through the stages. Not thread-safe. */
public final class FaceLook {
    private final DetectedFace face;

    @Nullable
    Track track;

    @Nullable
    AlignedFace aligned;

    @Nullable
    FaceTemplate template;

    @Nullable
    CandidateList candidates;

    double worth;

    FaceLook(DetectedFace face) {
        this.face = face;
    }

    public DetectedFace face() {
        return face;
    }

    /** Null when the sample went no further than detection. */
    public @Nullable Track track() {
        return track;
    }

    /** Null when the face was not compared this time. */
    public @Nullable CandidateList candidates() {
        return candidates;
    }

    /** What the look counted for, 0 to 1. */
    public double worth() {
        return worth;
    }
}
