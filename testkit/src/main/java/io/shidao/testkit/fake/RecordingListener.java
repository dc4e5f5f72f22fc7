package io.shidao.testkit.fake;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a source told, in order. Thread-safe. */
public final class RecordingListener implements AccessUnitSource.Listener {
    /** How a stream ended. */
    public record End(SourceState state, String detail) {}

    private final List<Codec> opened = new CopyOnWriteArrayList<>();
    private final List<AccessUnit> units = new CopyOnWriteArrayList<>();
    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();
    private volatile boolean toldAfterEnd;

    @Override
    public void opened(Codec codec) {
        toldAfterEnd |= !ends.isEmpty();
        opened.add(codec);
    }

    @Override
    public void accessUnit(AccessUnit unit) {
        toldAfterEnd |= !ends.isEmpty();
        units.add(unit);
    }

    @Override
    public void skipped() {
        toldAfterEnd |= !ends.isEmpty();
        skipped.incrementAndGet();
    }

    @Override
    public void damaged() {
        damaged.incrementAndGet();
        skipped();
    }

    @Override
    public void ended(SourceState state, String detail) {
        ends.add(new End(state, detail));
    }

    public List<Codec> opened() {
        return List.copyOf(opened);
    }

    public List<AccessUnit> units() {
        return List.copyOf(units);
    }

    /** How many units came incomplete. */
    public int damagedUnits() {
        return damaged.get();
    }

    /** How many units came that nobody wanted, or incomplete. */
    public int skippedUnits() {
        return skipped.get();
    }

    public List<AccessUnit> keyUnits() {
        return units.stream().filter(AccessUnit::key).toList();
    }

    public List<End> ends() {
        return List.copyOf(ends);
    }

    /** Whether anything but a further end came after the first end. */
    public boolean wasToldAfterEnd() {
        return toldAfterEnd;
    }
}
