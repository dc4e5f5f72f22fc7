package io.shidao.app.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** CPU time, not time on the wall, of one thread by stage: another process beside it hardly changes it. For one thread. */
final class CpuMeter {
    /** Where the time goes; OTHER is what no port takes: tracking, comparing, deciding, judging, writing down. */
    enum Stage {
        DECODE,
        DETECT,
        ALIGN,
        EMBED,
        EXAMINE,
        PICTURES,
        OTHER
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

    <T> T in(Stage stage, Supplier<T> work) {
        long started = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        nanos.merge(stage, THREADS.getCurrentThreadCpuTime() - started, Long::sum);
        return result;
    }

    /** Runs a whole unit of work; what its stages did not take is OTHER. */
    Cost unit(Runnable work) {
        nanos.clear();
        long started = THREADS.getCurrentThreadCpuTime();
        work.run();
        long all = THREADS.getCurrentThreadCpuTime() - started;
        long inStages = nanos.values().stream().mapToLong(Long::longValue).sum();
        nanos.put(Stage.OTHER, all - inStages);
        return new Cost(nanos);
    }
}
