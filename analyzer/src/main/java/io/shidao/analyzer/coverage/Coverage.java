package io.shidao.analyzer.coverage;

import io.shidao.kernel.id.SourceId;
import java.time.Instant;

/** Where the picture checks say what they found: pictures that came from a source, and show nothing of the room. */
public interface Coverage {
    /**
     * What the source showed in this time was no sight of the room. A judgement stands for its samples until the next
     * one, so a single sample is judged with {@code from} = {@code to} = its capture time; samples that follow each
     * other closely become one span. A time in the past may be judged as well, e.g. when a loop is found out; said
     * twice is said once.
     *
     * @param from capture time of the first sample it holds for
     * @param to capture time of the last
     * @param reason one {@link Sight#isOfPicture of a picture}
     */
    void judge(SourceId source, Instant from, Instant to, Sight reason);
}
