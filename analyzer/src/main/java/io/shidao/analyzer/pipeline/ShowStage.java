package io.shidao.analyzer.pipeline;

import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.kernel.store.RoomPictures.RoomPicture;
import io.shidao.kernel.store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picture → a small JPEG for those who look at the room just now; without anybody nothing is made. No record depends on
 * it: what fails here stops nothing, and the live state is left alone for a while. Thread-safe.
 */
final class ShowStage implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(ShowStage.class);
    private static final int WIDTH_PIXELS = 640;
    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PictureEncoder encoder;
    private final RoomPictures rooms;
    private final LongSupplier ticker;
    private final AtomicLong notBefore;

    /** @param ticker nanoseconds that only move forward */
    ShowStage(PictureEncoder encoder, RoomPictures rooms, LongSupplier ticker) {
        this.encoder = encoder;
        this.rooms = rooms;
        this.ticker = ticker;
        this.notBefore = new AtomicLong(ticker.getAsLong());
    }

    @Override
    public String name() {
        return "show";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        boolean isOfCamera = analysis.sample.claimant() == null;
        if (isOfCamera && ticker.getAsLong() - notBefore.get() >= 0) {
            try {
                show(analysis);
            } catch (StoreException e) {
                notBefore.set(ticker.getAsLong() + PAUSE.toNanos());
                LOG.warn("Rooms are not shown for {}; nothing else depends on it: {}", PAUSE, e.getMessage());
            }
        }
        return StageAnswer.CONTINUE;
    }

    private void show(SampleAnalysis analysis) {
        Sample sample = analysis.sample;
        if (rooms.isWanted(sample.session())) {
            analysis.shown = true;
            rooms.put(
                    sample.session(),
                    new RoomPicture(sample.capturedAt(), encoder.overview(analysis.picture(), WIDTH_PIXELS)),
                    kept(analysis.session.plan().policy().samplingInterval()));
        }
    }

    /** Until the next but one should have come. */
    private static Duration kept(Duration samplingInterval) {
        Duration kept = KEPT.plus(samplingInterval.multipliedBy(2));
        return kept.compareTo(LONGEST_KEPT) < 0 ? kept : LONGEST_KEPT;
    }
}
