package io.shidao.app.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how far a long piece of work is, at most every few seconds. Thread-safe. */
final class Progress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    static final Progress SILENT = new Progress(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8), "", 1);

    private final PrintStream err;
    private final String what;
    private final int of;
    private final long start = System.nanoTime();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong told = new AtomicLong(System.nanoTime());

    Progress(PrintStream err, String what, int of) {
        this.err = err;
        this.what = what;
        this.of = of;
    }

    void step() {
        int now = done.incrementAndGet();
        long nanos = System.nanoTime();
        long last = told.get();
        if (nanos - last > EVERY_NANOS && told.compareAndSet(last, nanos)) {
            long left = (nanos - start) / now * (of - now) / 1_000_000_000L;
            err.println("evaluate: " + what + ": " + now + " of " + of + ", about " + left + " s left");
        }
    }
}
