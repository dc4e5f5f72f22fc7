package io.shidao.api.record;

import io.shidao.kernel.id.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Port: what ingest has recorded. May block. Thread-safe. */
public interface RecordedVideo {
    /**
     * A span of time.
     *
     * @param gap why there is no recording; empty when there is one
     */
    record Span(Instant from, Instant to, String gap) {}

    /**
     * A playable file.
     *
     * @param mediaType with codecs
     * @param from capture time of the first picture
     * @param parts in order; made when asked for
     */
    record Clip(String mediaType, Instant from, Iterator<byte[]> parts) {}

    /**
     * What recording keeps, the same for every source.
     *
     * @param before an anomaly began
     * @param after an anomaly was raised
     * @param keepBytes of all sources together
     */
    record Rules(Duration before, Duration after, Duration keepFor, long keepBytesPerSource, long keepBytes) {}

    Rules rules();

    /** The whole span in parts that do not overlap, by start: recorded ones and gaps. */
    List<Span> spans(SourceId source, Instant from, Instant to);

    /** Empty when nothing of it is recorded. */
    Optional<Clip> clip(SourceId source, Instant from, Instant to);
}
