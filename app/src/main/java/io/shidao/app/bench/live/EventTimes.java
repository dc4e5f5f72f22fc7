package io.shidao.app.bench.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** When each sample came by the stations on its way to the client. Thread-safe. */
final class EventTimes {
    private final Map<String, Instant> samplesOnBus = new ConcurrentHashMap<>();
    private final Map<String, Instant> eventsOnBus = new ConcurrentHashMap<>();
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    /** What the client was told of a sample: when it was captured, when it had been analysed, and when that arrived. */
    record Told(String session, Instant captured, Instant analysed, Instant received) {}

    /**
     * A sample that went all the way.
     *
     * @param sampled a subscriber of the bus had the sample
     * @param analysed the analyzer had looked at it
     * @param told a subscriber of the bus had the event, which is committed before
     * @param received the client had it
     */
    record Way(Instant captured, Instant sampled, Instant analysed, Instant told, Instant received) {
        long total() {
            return millis(captured, received);
        }

        long toBus() {
            return millis(captured, sampled);
        }

        long toAnalysis() {
            return millis(sampled, analysed);
        }

        long toEvent() {
            return millis(analysed, told);
        }

        long toClient() {
            return millis(told, received);
        }

        private static long millis(Instant from, Instant to) {
            return Duration.between(from, to).toMillis();
        }
    }

    void sampleOnBus(String sample, Instant at) {
        Instant unused = samplesOnBus.putIfAbsent(sample, at);
    }

    void eventOnBus(String sample, Instant at) {
        Instant unused = eventsOnBus.putIfAbsent(sample, at);
    }

    void received(String sample, Told of) {
        Told unused = told.putIfAbsent(sample, of);
    }

    /** How many samples came by the bus in that time. */
    long onBus(Instant from, Instant to) {
        return samplesOnBus.values().stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .count();
    }

    /** In how many of the planned intervals, over all sessions, there was a sample that the client was told of. */
    long intervalsTold(PlannedIntervals planned) {
        return told.values().stream()
                .filter(one -> planned.number(one.captured()).isPresent())
                .map(one -> one.session() + " " + planned.number(one.captured()).getAsLong())
                .distinct()
                .count();
    }

    /** Of the samples captured in that time; those the client was not told of are missing. */
    List<Way> ways(Instant from, Instant to) {
        List<Way> ways = new ArrayList<>();
        told.forEach((sample, one) -> {
            Optional<Instant> onBus = Optional.ofNullable(samplesOnBus.get(sample));
            Optional<Instant> event = Optional.ofNullable(eventsOnBus.get(sample));
            if (!one.captured().isBefore(from) && one.captured().isBefore(to)) {
                // an observer may be later than who is observed
                ways.add(new Way(
                        one.captured(),
                        earlier(onBus, one.analysed()),
                        one.analysed(),
                        earlier(event, one.received()),
                        one.received()));
            }
        });
        return ways;
    }

    private static Instant earlier(Optional<Instant> observed, Instant next) {
        return observed.filter(at -> at.isBefore(next)).orElse(next);
    }

    /**
     * Intervals in each of which a session is to be sampled at least once.
     *
     * @param first when the first one begins
     */
    record PlannedIntervals(Instant first, Duration length, long count) {
        /** Those that lie in a time as a whole. */
        static PlannedIntervals within(Instant startsAt, Duration length, Instant from, Instant to) {
            long begun = Math.max(0, Duration.between(startsAt, from).toMillis());
            Instant first = startsAt.plus(length.multipliedBy((begun + length.toMillis() - 1) / length.toMillis()));
            return new PlannedIntervals(first, length, Math.max(0, millis(first, to) / length.toMillis()));
        }

        private static long millis(Instant from, Instant to) {
            return Duration.between(from, to).toMillis();
        }

        OptionalLong number(Instant at) {
            long number = Math.floorDiv(millis(first, at), length.toMillis());
            return number >= 0 && number < count ? OptionalLong.of(number) : OptionalLong.empty();
        }
    }

    /** Sorted. */
    static List<Long> sorted(List<Way> ways, Function<Way, Long> stage) {
        return ways.stream().map(stage).sorted().toList();
    }
}
