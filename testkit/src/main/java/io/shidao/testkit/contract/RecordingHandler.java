package io.shidao.testkit.contract;

import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what it was given, and its offsets; looks only at keys with its prefix. */
final class RecordingHandler implements PartitionHandler<String> {
    private final String prefix;
    private final Map<Integer, Long> offsets;
    private final List<BusRecord<String>> records = new CopyOnWriteArrayList<>();
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger idleCalls = new AtomicInteger();
    private final AtomicInteger revocations = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable String failOn;

    RecordingHandler(String prefix) {
        this(prefix, new ConcurrentHashMap<>());
    }

    /** @param offsets of a handler before this one, shared */
    RecordingHandler(String prefix, Map<Integer, Long> offsets) {
        this.prefix = prefix;
        this.offsets = offsets;
    }

    void failOnceOn(String value) {
        failOn = value;
    }

    Map<Integer, Long> offsets() {
        return offsets;
    }

    List<BusRecord<String>> records() {
        return records;
    }

    List<String> values() {
        return records.stream().map(record -> String.valueOf(record.value())).toList();
    }

    Set<Integer> held() {
        return held;
    }

    int idleCalls() {
        return idleCalls.get();
    }

    int revocations() {
        return revocations.get();
    }

    int failures() {
        return failures.get();
    }

    @Override
    public long assigned(int partition) {
        held.add(partition);
        return offsets.getOrDefault(partition, 0L);
    }

    @Override
    public void handle(int partition, List<BusRecord<String>> batch) {
        for (BusRecord<String> record : batch) {
            if (record.key().startsWith(prefix)) {
                if (record.value() != null && record.value().equals(failOn)) {
                    failOn = null;
                    failures.incrementAndGet();
                    throw new IllegalStateException("handler fails, on purpose");
                }
                records.add(record);
            }
            offsets.put(partition, record.offset() + 1);
        }
    }

    @Override
    public void idle(int partition) {
        idleCalls.incrementAndGet();
    }

    @Override
    public void revoked(int partition) {
        held.remove(partition);
        revocations.incrementAndGet();
    }
}
