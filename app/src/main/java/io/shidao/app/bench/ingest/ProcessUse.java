package io.shidao.app.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has used, as the kernel counts it (proc(5)).
 *
 * @param cpuMillis user and system time since its start, all threads
 * @param rssKilobytes memory that is resident now
 * @param threads that run now
 */
record ProcessUse(double cpuMillis, long rssKilobytes, long threads) {
    private static final double MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux
    private static final int USER_TIME = 11; // counted from the field behind the name
    private static final int SYSTEM_TIME = 12;

    static ProcessUse ofThis() {
        ProcessUse use = of(ProcessHandle.current().pid());
        double millis = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .map(Long::doubleValue)
                .orElse(use.cpuMillis);
        return new ProcessUse(millis, use.rssKilobytes, use.threads);
    }

    static ProcessUse of(long pid) {
        try {
            Path directory = Path.of("/proc", Long.toString(pid));
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
            List<String> status = Files.readAllLines(directory.resolve("status"), StandardCharsets.ISO_8859_1);
            return new ProcessUse(ticks * MILLIS_PER_TICK, value(status, "VmRSS"), value(status, "Threads"));
        } catch (IOException e) {
            throw new UncheckedIOException("bench: process " + pid + " cannot be measured (expected: Linux)", e);
        }
    }

    private static long value(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0L);
    }
}
