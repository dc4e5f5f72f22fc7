package io.shidao.app.bench.ingest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * CPU time by what the threads are there for, ms.
 *
 * @param reading the event loops of our own client
 * @param service sampling, supervision, and whatever is in none of the others
 * @param bus the clients of the broker
 * @param machine compiler, collector and the rest of the virtual machine
 */
record CpuParts(double reading, double service, double bus, double machine) {
    /** Since the process started. Threads that have ended are counted as the virtual machine's. */
    static CpuParts ofThis(double processMillis) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long reading = 0;
        long bus = 0;
        long all = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            long nanos = thread == null ? 0 : Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            all += nanos;
            if (thread != null && isReading(thread.getThreadName())) {
                reading += nanos;
            } else if (thread != null && isBus(thread.getThreadName())) {
                bus += nanos;
            }
        }
        return new CpuParts(
                reading / 1e6, (all - reading - bus) / 1e6, bus / 1e6, Math.max(0, processMillis - all / 1e6));
    }

    private static boolean isReading(String thread) {
        return thread.startsWith("rtsp-");
    }

    private static boolean isBus(String thread) {
        return thread.startsWith("kafka-") || thread.startsWith("bus-") || thread.equals("ingest-publish");
    }

    CpuParts minus(CpuParts before) {
        return new CpuParts(
                reading - before.reading, service - before.service, bus - before.bus, machine - before.machine);
    }

    CpuParts times(double factor) {
        return new CpuParts(reading * factor, service * factor, bus * factor, machine * factor);
    }

    String text() {
        return String.format(Locale.ROOT, "%.4f %.4f %.4f %.4f", reading, service, bus, machine);
    }
}
