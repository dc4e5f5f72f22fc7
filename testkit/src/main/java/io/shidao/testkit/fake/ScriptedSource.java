package io.shidao.testkit.fake;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A source that does what the test says, when the test says it. Thread-safe. */
public final class ScriptedSource implements AccessUnitSource {
    /** One opening of the source. */
    public static final class Stream implements Connection {
        private final SourceAddress address;
        private final Listener listener;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean closed;
        private volatile Demand demand;

        private Stream(SourceAddress address, Demand demand, Listener listener) {
            this.demand = demand;
            this.address = address;
            this.listener = listener;
        }

        public SourceAddress address() {
            return address;
        }

        public void open(Codec codec) {
            listener.opened(codec);
        }

        /** Delivers the unit if it is wanted, as a real source does. */
        public void bring(AccessUnit unit) {
            if (unit.key() || demand == Demand.ALL) {
                listener.accessUnit(unit);
            } else {
                listener.skipped();
            }
        }

        /** A unit comes incomplete. */
        public void damage() {
            listener.damaged();
        }

        public Demand demand() {
            return demand;
        }

        @Override
        public void demand(Demand wanted) {
            demand = wanted;
        }

        public void end(SourceState why, String detail) {
            if (!over.getAndSet(true)) {
                listener.ended(why, detail);
            }
        }

        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
            end(SourceState.CLOSED, "closed by us");
        }
    }

    private final List<Stream> streams = new CopyOnWriteArrayList<>();

    @Override
    public boolean supports(SourceAddress address) {
        return true;
    }

    @Override
    public Connection open(SourceAddress address, Demand demand, Listener listener) {
        Stream stream = new Stream(address, demand, listener);
        streams.add(stream);
        return stream;
    }

    /** All openings, oldest first. */
    public List<Stream> streams() {
        return List.copyOf(streams);
    }

    /** The newest opening. */
    public Stream stream() {
        return streams.get(streams.size() - 1);
    }

    /** Openings that neither ended nor were closed. */
    public long openStreams() {
        return streams.stream().filter(stream -> !stream.over.get()).count();
    }
}
