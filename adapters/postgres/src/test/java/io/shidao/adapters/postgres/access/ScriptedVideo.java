package io.shidao.adapters.postgres.access;

import io.shidao.api.record.RecordedVideo;
import io.shidao.kernel.id.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Has recorded the first minute of whatever is asked for, in three parts. */
final class ScriptedVideo implements RecordedVideo {
    @Override
    public Rules rules() {
        return new Rules(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofDays(7), 20, 200);
    }

    @Override
    public List<Span> spans(SourceId source, Instant from, Instant to) {
        Instant until = from.plusSeconds(60);
        return List.of(new Span(from, until, ""), new Span(until, to, "SOURCE_LOST"));
    }

    @Override
    public Optional<Clip> clip(SourceId source, Instant from, Instant to) {
        return Optional.of(new Clip(
                "video/mp4; codecs=\"avc1.64001F\"",
                from.minusSeconds(1),
                Stream.of("one", "two", from + " " + to)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .iterator()));
    }
}
