package io.shidao.ingest.record;

import io.shidao.ingest.fmp4.Fragment;
import io.shidao.ingest.fmp4.InitSegment;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups of pictures that become one segment. Used under its recorder's lock. */
final class OpenSegment {
    /** A longer pause in the capture times ends the segment: a clip then shows it as a pause. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<PictureGroup> groups = new ArrayList<>();
    private long bytes;

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Whether the group goes on where this ends, in one file of bounded size. */
    boolean fits(PictureGroup group, long mostBytes) {
        @Nullable PictureGroup last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
        if (last == null) {
            return true;
        }
        boolean goesOn = !group.from().isBefore(last.from())
                && !group.from().isAfter(last.to().plus(PAUSE));
        return goesOn && last.init().equals(group.init()) && bytes + group.bytes() <= mostBytes;
    }

    void add(PictureGroup group) {
        groups.add(group);
        bytes += group.bytes();
    }

    Duration length() {
        return Duration.between(from(), to());
    }

    Instant from() {
        return groups.get(0).from();
    }

    Instant to() {
        return groups.get(groups.size() - 1).to();
    }

    /** Memory that its fragments hold. */
    long bytes() {
        return bytes;
    }

    /** The whole file: initialisation segment and all fragments. */
    FinishedSegment finish(SourceId source, SessionId session) {
        InitSegment init = groups.get(0).init();
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(init.bits().size() + bytes));
        file.put(init.bits().buffer());
        for (PictureGroup group : groups) {
            for (Fragment fragment : group.fragments()) {
                file.put(fragment.bits().buffer());
            }
        }
        Payload content = Payload.wrap(file.array());
        return new FinishedSegment(
                new RecordedSegment(
                        Ids.fresh(), source, session, from(), to(), init.mediaType(), content.size(), content.sha256()),
                content,
                bytes);
    }
}
