package io.shidao.app.evaluate;

import io.shidao.adapters.vision.Vision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Studios for as many threads as ask at one time. Thread-safe. */
final class Studios implements AutoCloseable {
    private final Vision vision;
    private final List<Studio> all = new ArrayList<>();
    private final ConcurrentLinkedQueue<Studio> free = new ConcurrentLinkedQueue<>();

    Studios(Vision vision) {
        this.vision = vision;
    }

    <T> T with(Function<Studio, T> work) {
        Studio lent = free.poll();
        Studio studio = lent == null ? open() : lent;
        try {
            return work.apply(studio);
        } finally {
            free.add(studio);
        }
    }

    private synchronized Studio open() {
        Studio studio = new Studio(vision);
        all.add(studio);
        return studio;
    }

    @Override
    public synchronized void close() {
        all.forEach(Studio::close);
    }
}
