package io.shidao.app.bench;

import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.kernel.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many analyzers as there are cores, each with a room of its own, as the analyzer's workers are: are all cores used? */
final class Crowd {
    private Crowd() {}

    /** Samples a second on the wall of so many workers together, each of which analyses the whole video. */
    static double samplesPerSecond(Bench bench, OneSession session, List<Sample> video, int workers) {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            long started = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                done.add(threads.submit(() -> analyse(bench, session, video)));
            }
            for (Future<?> one : done) {
                one.get();
            }
            return workers * video.size() * 1e9 / (System.nanoTime() - started);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("bench: a worker failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void analyse(Bench bench, OneSession session, List<Sample> video) {
        try (Analysis analysis = new Analysis(bench, session, PipelineConfig.defaults())) {
            video.forEach(analysis::analyse);
        }
    }
}
