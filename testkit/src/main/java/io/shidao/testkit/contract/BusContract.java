package io.shidao.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.bus.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a {@link Bus} does. Tests share its topics, so each looks at keys of its own only. */
public abstract class BusContract {
    /** Expires by time. */
    public static final Topic<String> EVENTS = text("contract-events", false);

    /** Compacted. */
    public static final Topic<String> STATES = text("contract-states", true);

    private static final Topic<byte[]> RAW_EVENTS = new Topic<>(EVENTS.name(), false, bytes -> bytes, bytes -> bytes);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String prefix = UUID.randomUUID() + ":";
    private final String group = "group-" + UUID.randomUUID();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** A bus with both topics, of more than one partition; the same for every test of the class. */
    protected abstract Bus bus();

    private static Topic<String> text(String name, boolean compacted) {
        return new Topic<>(name, compacted, s -> s.getBytes(StandardCharsets.UTF_8), BusContract::decode);
    }

    private static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("\0")) {
            throw new IllegalArgumentException("not a text");
        }
        return text;
    }

    @AfterEach
    void closeSubscriptions() {
        subscriptions.forEach(Subscription::close);
    }

    @Test
    void keepsTheEventsOfAKeyInOrder() {
        RecordingHandler handler = new RecordingHandler(prefix);
        subscribe(handler);

        List<Future<Long>> published = IntStream.range(0, 200)
                .mapToObj(i -> publish(EVENTS, "key" + i % 4, Integer.toString(i)))
                .toList();

        published.forEach(BusContract::get);
        await().atMost(PATIENCE).until(() -> handler.values().size() == 200);
        for (int key = 0; key < 4; key++) {
            String wanted = prefix + "key" + key;
            List<Integer> values = handler.records().stream()
                    .filter(record -> record.key().equals(wanted))
                    .map(record -> Integer.parseInt(String.valueOf(record.value())))
                    .toList();
            assertThat(values).hasSize(50).isSorted();
        }
    }

    @Test
    void acknowledgesWithTheOffsetAtWhichTheEventIsRead() {
        RecordingHandler handler = new RecordingHandler(prefix);
        subscribe(handler);

        long offset = get(publish(EVENTS, "a", "1"));

        await().atMost(PATIENCE).until(() -> handler.values().size() == 1);
        assertThat(handler.records().get(0).offset()).isEqualTo(offset);
    }

    @Test
    void tellsWhenAnEventWasPublished_alsoWhoReadsItLater() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        get(publish(EVENTS, "a", "1"));
        Instant after = Instant.now();
        RecordingHandler handler = new RecordingHandler(prefix);

        subscribe(handler);

        await().atMost(PATIENCE).until(() -> handler.values().size() == 1);
        assertThat(handler.records().get(0).publishedAt()).isBetween(before, after);
    }

    @Test
    void givesEachEventToOneMemberOfAGroup_fromTheMomentOfItsFirstSubscription() {
        get(publish(EVENTS, "a", "before"));
        ConcurrentLinkedQueue<String> one = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> two = new ConcurrentLinkedQueue<>();
        subscribe(one);
        subscribe(two);

        IntStream.range(0, 50).forEach(i -> get(publish(EVENTS, "key" + i, "after" + i)));

        await().atMost(PATIENCE).until(() -> one.size() + two.size() >= 50);
        List<String> all = new ArrayList<>(one);
        all.addAll(two);
        assertThat(all).doesNotContain("before").contains("after0", "after49");
        assertThat(all.stream().distinct().toList()).hasSize(50);
    }

    @Test
    void goesOnWhereTheGroupStoppedReading() {
        ConcurrentLinkedQueue<String> first = new ConcurrentLinkedQueue<>();
        Subscription subscription = subscribe(first);
        get(publish(EVENTS, "a", "1"));
        await().atMost(PATIENCE).until(() -> first.contains("1"));
        subscription.close();
        get(publish(EVENTS, "a", "2"));

        ConcurrentLinkedQueue<String> second = new ConcurrentLinkedQueue<>();
        subscribe(second);

        await().atMost(PATIENCE).until(() -> second.contains("2"));
        assertThat(second).doesNotContain("1");
    }

    @Test
    void givesAnEventAgainAfterItsConsumerFailed() {
        AtomicInteger attempts = new AtomicInteger();
        ConcurrentLinkedQueue<String> consumed = new ConcurrentLinkedQueue<>();
        subscriptions.add(bus().subscribe(EVENTS, group, record -> {
            if (record.key().startsWith(prefix)) {
                if ("1".equals(record.value()) && attempts.incrementAndGet() < 3) {
                    throw new IllegalStateException("consumer fails, on purpose");
                }
                consumed.add(String.valueOf(record.value()));
            }
        }));

        get(publish(EVENTS, "a", "1"));
        get(publish(EVENTS, "a", "2"));

        await().atMost(PATIENCE).until(() -> consumed.contains("2"));
        assertThat(consumed).containsExactly("1", "2");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void resumesFromTheOffsetThatTheHandlerStored() {
        RecordingHandler before = new RecordingHandler(prefix);
        Subscription subscription = subscribe(before);
        get(publish(EVENTS, "a", "1"));
        await().atMost(PATIENCE).until(() -> before.values().contains("1"));
        subscription.close();
        get(publish(EVENTS, "a", "2"));

        RecordingHandler after = new RecordingHandler(prefix, before.offsets());
        subscribe(after);

        await().atMost(PATIENCE).until(() -> after.values().contains("2"));
        assertThat(after.values()).containsExactly("2");
        assertThat(before.held()).isEmpty();
    }

    @Test
    void givesPartitionsBackWhenTheHandlerFails_andStartsAgainFromItsOffset() {
        RecordingHandler handler = new RecordingHandler(prefix);
        handler.failOnceOn("2");
        subscribe(handler);

        get(publish(EVENTS, "a", "1"));
        get(publish(EVENTS, "a", "2"));
        get(publish(EVENTS, "a", "3"));

        await().atMost(PATIENCE).until(() -> handler.values().contains("3"));
        assertThat(handler.values()).containsExactly("1", "2", "3");
        assertThat(handler.failures()).isEqualTo(1);
        assertThat(handler.revocations()).isPositive();
    }

    @Test
    void movesPartitionsToTheMemberThatStays() {
        RecordingHandler one = new RecordingHandler(prefix);
        RecordingHandler two = new RecordingHandler(prefix, one.offsets());
        Subscription first = subscribe(one);
        await().atMost(PATIENCE).until(() -> !one.held().isEmpty());
        int all = one.held().size();
        subscribe(two);
        await().atMost(PATIENCE)
                .until(() ->
                        !two.held().isEmpty() && one.held().size() + two.held().size() == all);

        first.close();

        assertThat(one.held()).isEmpty();
        await().atMost(PATIENCE).until(() -> two.held().size() == all);
        get(publish(EVENTS, "a", "1"));
        await().atMost(PATIENCE).until(() -> two.values().contains("1"));
    }

    @Test
    void tellsTheHandlerThatThereIsNothingMoreToRead() {
        RecordingHandler handler = new RecordingHandler(prefix);
        subscribe(handler);

        await().atMost(PATIENCE).until(() -> handler.idleCalls() > 0);

        int calls = handler.idleCalls();
        await().atMost(Duration.ofSeconds(2)).until(() -> handler.idleCalls() > calls);
    }

    @Test
    void showsTheRemovalOfAKeyFromACompactedTopic() {
        RecordingHandler handler = new RecordingHandler(prefix);
        subscriptions.add(bus().subscribePartitions(STATES, group, "member", handler));

        get(publish(STATES, "a", "1"));
        get(publish(STATES, "a", null));

        await().atMost(PATIENCE).until(() -> handler.records().size() == 2);
        assertThat(handler.records().get(0).value()).isEqualTo("1");
        assertThat(handler.records().get(1).value()).isNull();
    }

    @Test
    void leavesOutWhatIsNoEvent() {
        RecordingHandler handler = new RecordingHandler(prefix);
        ConcurrentLinkedQueue<String> consumed = new ConcurrentLinkedQueue<>();
        subscribe(handler);
        subscribe(consumed);

        get(publish(RAW_EVENTS, "a", new byte[] {0, 1, 2}));
        get(publish(EVENTS, "a", "good"));

        await().atMost(PATIENCE).until(() -> handler.values().contains("good") && consumed.contains("good"));
        assertThat(handler.values()).containsExactly("good");
    }

    private <T> Future<Long> publish(Topic<T> topic, String key, @Nullable T event) {
        CompletableFuture<Long> offset = new CompletableFuture<>();
        bus().publish(topic, prefix + key, event).whenComplete((value, failure) -> {
            if (failure == null) {
                offset.complete(value);
            } else {
                offset.completeExceptionally(failure);
            }
        });
        return offset;
    }

    private Subscription subscribe(RecordingHandler handler) {
        Subscription subscription = bus().subscribePartitions(EVENTS, group + "-partitions", "member", handler);
        subscriptions.add(subscription);
        return subscription;
    }

    private Subscription subscribe(ConcurrentLinkedQueue<String> consumed) {
        Subscription subscription = bus().subscribe(EVENTS, group, record -> collect(record, consumed));
        subscriptions.add(subscription);
        return subscription;
    }

    private void collect(BusRecord<String> record, ConcurrentLinkedQueue<String> consumed) {
        if (record.key().startsWith(prefix)) {
            consumed.add(String.valueOf(record.value()));
        }
    }

    private static long get(Future<Long> offset) {
        try {
            return offset.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not acknowledged", e);
        }
    }
}
