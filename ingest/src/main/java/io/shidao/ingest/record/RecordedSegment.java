package io.shidao.ingest.record;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;

/**
 * What the index knows of a segment.
 *
 * @param id UUIDv7
 * @param from capture time of its first unit, a key unit
 * @param to end of its last unit, after {@code from}
 * @param mediaType with codecs, RFC 6381
 * @param bytes of its content
 * @param content digest of its content: initialisation segment and fragments (ISO/IEC 14496-12)
 */
public record RecordedSegment(
        String id,
        SourceId source,
        SessionId session,
        Instant from,
        Instant to,
        String mediaType,
        long bytes,
        Sha256 content) {
    public RecordedSegment {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("segment " + id + ": to " + to + " (expected: after " + from + ")");
        }
    }
}
