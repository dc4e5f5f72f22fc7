package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes watches that know the source's past, and keeps what they learn. Thread-safe as far as the store is. */
public final class ReplayMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayMemory.class);

    /** Five minutes. */
    private static final int PRINTS_OF_PART = 75;
    /** A minute: so much is forgotten by a crash. */
    private static final int SAVED_EVERY = 15;

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
        ByteBuffer in = part.prints().buffer();
        try {
            while (in.hasRemaining()) {
                into.add(Print.read(in));
            }
        } catch (BufferUnderflowException e) {
            LOG.warn(
                    "Part {} of the footage of session {} is cut short, the rest is left out",
                    part.number(),
                    part.session());
        }
    }

    /** Keeps what the watch has learnt, now and then. */
    public void keep(SourceId source, ReplayWatch watch) {
        Footage own = watch.own();
        if (own.size() < watch.savedPrints() + SAVED_EVERY) {
            return;
        }
        int number = (own.size() - 1) / PRINTS_OF_PART;
        for (int part = watch.savedPrints() / PRINTS_OF_PART; part <= number; part++) {
            store.save(part(source, watch, part));
        }
        watch.saved(own.size());
    }

    private static FootagePart part(SourceId source, ReplayWatch watch, int number) {
        Footage own = watch.own();
        int first = number * PRINTS_OF_PART;
        int end = Math.min(own.size(), first + PRINTS_OF_PART);
        int size = 0;
        List<Print> prints = new ArrayList<>();
        for (int i = first; i < end; i++) {
            prints.add(own.get(i));
            size += own.get(i).bytes();
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        prints.forEach(print -> print.write(out));
        return new FootagePart(
                source,
                own.session(),
                number,
                Instant.ofEpochMilli(prints.get(0).atMillis()),
                Instant.ofEpochMilli(prints.get(prints.size() - 1).atMillis()),
                Payload.wrap(watch.view().toBytes()),
                Payload.wrap(out.array()));
    }
}
