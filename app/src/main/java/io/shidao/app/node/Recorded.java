package io.shidao.app.node;

import io.shidao.api.record.RecordedVideo;
import io.shidao.ingest.record.ClipReader;
import io.shidao.ingest.record.RecordingConfig;
import io.shidao.ingest.record.RecordingSpans;
import io.shidao.ingest.record.SegmentIndex;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.BlobStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows the api what ingest has recorded. */
public final class Recorded implements RecordedVideo {
    private static final long GIGABYTE = 1_000_000_000L;

    private final RecordingConfig config;
    private final RecordingSpans spans;
    private final ClipReader clips;

    public Recorded(RecordingConfig config, BlobStore blobs, SegmentIndex index) {
        this.config = config;
        spans = new RecordingSpans(index);
        clips = new ClipReader(blobs, index);
    }

    @Override
    public Rules rules() {
        return new Rules(
                config.preRoll(),
                config.postRoll(),
                config.keepFor(),
                config.keepGigabytesPerSource() * GIGABYTE,
                config.keepGigabytes() * GIGABYTE);
    }

    @Override
    public List<Span> spans(SourceId source, Instant from, Instant to) {
        return spans.of(source, from, to).stream()
                .map(span -> new Span(
                        span.from(),
                        span.to(),
                        span.gap() == null ? "" : span.gap().name()))
                .toList();
    }

    @Override
    public Optional<Clip> clip(SourceId source, Instant from, Instant to) {
        return clips.find(source, from, to).map(clip -> new Clip(clip.mediaType(), clip.from(), clip.parts()));
    }
}
