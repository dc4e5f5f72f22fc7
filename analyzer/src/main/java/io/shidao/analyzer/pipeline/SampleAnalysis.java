package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.decide.Look;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sample on its way through the stages, and what came of it. Not thread-safe. */
public final class SampleAnalysis implements AutoCloseable {
    final Sample sample;
    final SessionState session;
    List<FaceLook> faces = List.of();
    /** Online: the very bits had come before, from another time. */
    boolean repeated;

    boolean hasTrouble;
    boolean shown;
    boolean onlyLookedAt;
    private final List<CountedLook> looks = new ArrayList<>();
    private @Nullable Picture picture;
    private int width;
    private int height;
    private String failure = "";

    /** A look that counts for a track. */
    record CountedLook(Track track, Look look) {}

    SampleAnalysis(Sample sample, SessionState session) {
        this.sample = sample;
        this.session = session;
    }

    void decoded(Picture newPicture) {
        picture = newPicture;
        width = newPicture.width();
        height = newPicture.height();
    }

    /** @throws IllegalStateException before decoding */
    Picture picture() {
        if (picture == null) {
            throw new IllegalStateException("picture: asked for before the sample was decoded");
        }
        return picture;
    }

    boolean hasPicture() {
        return picture != null;
    }

    void count(Track track, Look look) {
        looks.add(new CountedLook(track, look));
    }

    /** What the sample adds to tracks, looks that were held back before included. */
    List<CountedLook> looks() {
        return looks;
    }

    void failed(String reason) {
        failure = reason;
    }

    public Sample sample() {
        return sample;
    }

    public List<FaceLook> faces() {
        return List.copyOf(faces);
    }

    /** Whether something was wrong with the camera's picture. */
    public boolean hasTrouble() {
        return hasTrouble;
    }

    /** Whether somebody looks at the room. */
    public boolean isShown() {
        return shown;
    }

    /** Whether nobody was searched for in it. */
    public boolean onlyLookedAt() {
        return onlyLookedAt;
    }

    /** Of the picture in pixels; 0 when there was none. */
    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Empty when analysed, else why not. */
    public String failure() {
        return failure;
    }

    /** Gives the picture back; the rest stays. */
    @Override
    public void close() {
        if (picture != null) {
            picture.close();
            picture = null;
        }
    }
}
