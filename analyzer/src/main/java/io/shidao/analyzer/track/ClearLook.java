package io.shidao.analyzer.track;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.SampleQuality;
import java.time.Instant;

/** A look at a face that is good enough to tell people apart by it. */
public record ClearLook(Instant at, Box box, FaceTemplate template, SampleQuality quality) {
    @Override
    public String toString() {
        return "ClearLook[" + at + ", redacted]";
    }
}
