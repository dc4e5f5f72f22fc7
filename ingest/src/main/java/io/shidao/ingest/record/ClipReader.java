package io.shidao.ingest.record;

import io.shidao.ingest.fmp4.Fragment;
import io.shidao.ingest.record.FragmentedFile.Part;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.BlobStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts recorded segments together to one file (initialisation segment, then fragments), from the key frame at or before
 * the start; a pause in the recording is one in the file, whose time line starts at 0. Ends where the stream's
 * parameter sets change, because one file has one set. Thread-safe.
 */
public final class ClipReader {
    private static final int MOST_SEGMENTS = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final BlobStore blobs;
    private final SegmentIndex index;

    public ClipReader(BlobStore blobs, SegmentIndex index) {
        this.blobs = blobs;
        this.index = index;
    }

    /** Empty when nothing of the span is kept. */
    public Optional<Clip> find(SourceId source, Instant from, Instant to) {
        List<RecordedSegment> segments = index.list(source, from, to, MOST_SEGMENTS);
        for (int i = 0; i < segments.size(); i++) {
            Optional<Payload> content = blobs.find(segments.get(i).content());
            if (content.isPresent()) {
                FragmentedFile file = FragmentedFile.of(content.get());
                List<RecordedSegment> rest = segments.subList(i, segments.size());
                Parts parts = new Parts(file, rest, from, to);
                return Optional.of(new Clip(segments.get(i).mediaType(), parts.start, to, parts));
            }
        }
        return Optional.empty();
    }

    /** Capture time of a fragment: the segment's start, and as much later as it is decoded later. */
    private static Instant time(RecordedSegment segment, FragmentedFile file, Part part) {
        long ticks = part.decode() - file.parts().get(0).decode();
        return segment.from().plusNanos(ticks * NANOS_PER_SECOND / Fragment.TIMESCALE);
    }

    /** Used by one thread. */
    private final class Parts implements Iterator<byte[]> {
        private final Instant start;
        private final Instant end;
        private final ByteBuffer init;
        private final List<RecordedSegment> segments;
        private @Nullable FragmentedFile first;
        private byte @Nullable [] next;
        private int at;
        private int sequence;
        private long lastDecode = -1;

        Parts(FragmentedFile file, List<RecordedSegment> segments, Instant from, Instant to) {
            this.segments = segments;
            first = file;
            init = file.init();
            end = to;
            start = start(file, segments.get(0), from);
            byte[] bytes = new byte[init.remaining()];
            init.get(0, bytes);
            next = bytes;
        }

        private static Instant start(FragmentedFile file, RecordedSegment segment, Instant from) {
            Instant start = segment.from();
            for (Part part : file.parts()) {
                Instant time = time(segment, file, part);
                if (part.key() && !time.isAfter(from)) {
                    start = time;
                }
            }
            return start;
        }

        @Override
        public boolean hasNext() {
            while (next == null && at < segments.size()) {
                next = read(segments.get(at++));
            }
            return next != null;
        }

        @Override
        public byte[] next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("the clip is over");
            }
            byte[] part = next;
            next = null;
            return part;
        }

        /** Null when the segment was erased meanwhile, or brings nothing. */
        private byte @Nullable [] read(RecordedSegment segment) {
            FragmentedFile file = first;
            first = null;
            if (file == null) {
                file = blobs.find(segment.content()).map(FragmentedFile::of).orElse(null);
            }
            if (file == null) {
                return null;
            }
            if (!file.init().equals(init)) {
                at = segments.size();
                return null;
            }
            return copy(segment, file);
        }

        private byte @Nullable [] copy(RecordedSegment segment, FragmentedFile file) {
            FragmentedFile found = file;
            List<Part> wanted = file.parts().stream()
                    .filter(part -> {
                        Instant time = time(segment, found, part);
                        return !time.isBefore(start) && time.isBefore(end);
                    })
                    .toList();
            if (wanted.isEmpty()) {
                return null;
            }
            ByteBuffer out = ByteBuffer.allocate(
                    wanted.stream().mapToInt(part -> part.end() - part.start()).sum());
            for (Part part : wanted) {
                Duration since = Duration.between(start, time(segment, file, part));
                long decode = since.toNanos() * (Fragment.TIMESCALE / 1000) / (NANOS_PER_SECOND / 1000);
                lastDecode = Math.max(lastDecode + 1, decode);
                file.copy(part, ++sequence, lastDecode, out);
            }
            return out.array();
        }
    }
}
