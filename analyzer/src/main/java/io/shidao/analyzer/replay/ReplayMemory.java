package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes watches that know the source's past, and keeps what they learn. Thread-safe as far as the store is. */
public final class ReplayMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayMemory.class);

    /** Five minutes. */
    private static final int LOOKS_OF_PART = 150;
    /** A minute: so much is forgotten by a crash. */
    private static final int SAVED_EVERY = 30;

    private final ReplayConfig config;
    private final FootageStore store;

    public ReplayMemory(ReplayConfig config, FootageStore store) {
        this.config = config;
        this.store = store;
    }

    public ReplayConfig config() {
        return config;
    }

    /** A watch with what is known of the source and of the session itself; what is too old is erased first. */
    public ReplayWatch watch(SourceId source, SessionId session, Instant now) {
        store.erase(now.minus(config.keptFor()));
        Map<SessionId, Footage> footages = new LinkedHashMap<>();
        View view = new View();
        for (FootagePart part : store.list(source, session, config.sessions())) {
            read(part, footages.computeIfAbsent(part.session(), Footage::new));
            view = View.of(part.view().toByteArray());
        }
        Footage own = footages.remove(session);
        return new ReplayWatch(
                config, view, own == null ? new Footage(session) : own, new ArrayList<>(footages.values()));
    }

    private static void read(FootagePart part, Footage into) {
        try {
            PackedLooks.read(part.looks().buffer(), into);
        } catch (DataFormatException e) {
            LOG.warn(
                    "Part {} of the footage of session {} cannot be read and is left out: {}",
                    part.number(),
                    part.session(),
                    e.getMessage());
        }
    }

    /** Keeps what the watch has seen, now and then. */
    public void keep(SourceId source, ReplayWatch watch) {
        int looks = watch.own().forgotten() + watch.own().size();
        if (looks < watch.savedLooks() + SAVED_EVERY) {
            return;
        }
        for (int part = watch.savedLooks() / LOOKS_OF_PART; part <= (looks - 1) / LOOKS_OF_PART; part++) {
            store.save(part(source, watch, part));
        }
        watch.saved(looks);
    }

    /** What of a part the footage has forgotten is lost when it is saved again; parts are saved long before. */
    private static FootagePart part(SourceId source, ReplayWatch watch, int number) {
        Footage own = watch.own();
        int first = Math.max(0, number * LOOKS_OF_PART - own.forgotten());
        int end = Math.min(own.size(), (number + 1) * LOOKS_OF_PART - own.forgotten());
        return new FootagePart(
                source,
                own.session(),
                number,
                Instant.ofEpochMilli(own.atMillis(first)),
                Instant.ofEpochMilli(own.atMillis(end - 1)),
                Payload.wrap(watch.view().toBytes()),
                Payload.wrap(PackedLooks.write(own, first, end)));
    }
}
