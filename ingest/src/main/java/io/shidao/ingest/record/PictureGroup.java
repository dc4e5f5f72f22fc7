package io.shidao.ingest.record;

import io.shidao.ingest.fmp4.Fragment;
import io.shidao.ingest.fmp4.InitSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fragments from one key unit up to the next. Used under its recorder's lock. */
final class PictureGroup {
    private final InitSegment init;
    private final Instant from;
    private final List<Fragment> fragments = new ArrayList<>();
    private Instant to;
    private long bytes;

    PictureGroup(Fragment key) {
        init = key.init();
        from = key.capturedAt();
        to = from;
    }

    void add(Fragment fragment) {
        fragments.add(fragment);
        bytes += fragment.bits().size();
        Instant end = fragment.capturedAt().plus(duration(fragment));
        to = end.isAfter(to) ? end : to;
    }

    private static Duration duration(Fragment fragment) {
        long nanos = Math.max(1, fragment.duration()) * 1_000_000_000L / Fragment.TIMESCALE;
        return Duration.ofNanos(nanos);
    }

    /** The next group begins here: the last unit lasts until then, unless the clock jumped. */
    void endsAt(Instant next) {
        if (next.isAfter(from) && next.isBefore(to.plusSeconds(1))) {
            to = next;
        }
    }

    InitSegment init() {
        return init;
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    long bytes() {
        return bytes;
    }

    List<Fragment> fragments() {
        return fragments;
    }
}
