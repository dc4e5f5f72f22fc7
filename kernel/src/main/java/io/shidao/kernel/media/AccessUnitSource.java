package io.shidao.kernel.media;

/**
 * Port: opens a stream and yields its access units. One implementation serves RTSP on an event loop, another
 * everything else with libavformat; both keep the same contract ({@code AccessUnitSourceContract}).
 */
public interface AccessUnitSource {
    /** Whether this implementation can open the address. */
    boolean supports(SourceAddress address);

    /**
     * Starts to open the stream and returns at once; everything else is told to {@code listener}, from one thread at a
     * time. Ends with exactly one {@link Listener#ended}, also after {@link Connection#close}.
     */
    Connection open(SourceAddress address, Demand demand, Listener listener);

    /** Which access units somebody wants. */
    enum Demand {
        /** Only those where decoding can start; the others need not even be put together. */
        KEY_FRAMES,
        /** Every one, because somebody watches or records. */
        ALL
    }

    /** An open stream. */
    interface Connection extends AutoCloseable {
        /**
         * Changes what is delivered. From any thread, returns at once.
         * After a change to ALL the first unit delivered is a key unit, so that what follows can be decoded.
         */
        void demand(Demand demand);

        /** Stops the stream; idempotent; returns without waiting for {@link Listener#ended}. */
        @Override
        void close();
    }

    /** Told what a stream does. Must return quickly and must not throw. */
    interface Listener {
        /**
         * A step towards {@link #opened} was taken; sources that cannot tell leave it out. After a redirect steps come again.
         *
         * @param step CONNECTION, SIGN_IN, DESCRIPTION or PLAY
         */
        default void reached(OpeningStep step) {}

        /** The source offers sound too, which is not taken; sources that cannot tell leave it out. */
        default void sound() {}

        /** The stream was opened and its codec is known. */
        void opened(Codec codec);

        void accessUnit(AccessUnit unit);

        /**
         * A unit came that nobody wants; together with {@link #accessUnit} and {@link #damaged} every unit of the stream
         * is counted once.
         */
        void skipped();

        /** A unit came that is incomplete, and is not delivered. */
        default void damaged() {
            skipped();
        }

        /**
         * The stream is over.
         *
         * @param state why: ENDED, CLOSED, UNAUTHORISED, NOT_FOUND, REFUSED, TIMED_OUT or BAD_STREAM
         * @param detail for the log and the operator; never contains credentials
         */
        void ended(SourceState state, String detail);
    }
}
