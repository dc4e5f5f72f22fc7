package io.shidao.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.LiveState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a {@link LiveState} does. Tests may share one: each uses names of its own. */
public abstract class LiveStateContract {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final String unique = UUID.randomUUID().toString();
    private final SessionId session = SessionId.fresh();

    protected abstract LiveState state();

    /** Lets the state's time pass. */
    protected abstract void elapse(Duration time) throws InterruptedException;

    @Test
    void keepsTheFieldsOfASession() {
        state().putPresence(session, "a", bytes("1"), LONG);
        state().putPresence(session, "b", bytes("2"), LONG);
        state().putPresence(session, "a", bytes("3"), LONG);

        assertThat(state().presence(session)).containsOnlyKeys("a", "b");
        assertThat(state().presence(session).get("a")).isEqualTo(bytes("3"));
        assertThat(state().presence(SessionId.fresh())).isEmpty();
    }

    @Test
    void keepsBytesOfAnyValue() {
        byte[] value = {0, -1, 13, 10, 127, -128};

        state().putPresence(session, "a", value, LONG);

        assertThat(state().presence(session).get("a")).isEqualTo(value);
    }

    @Test
    void forgetsASessionAfterItsLastChange() throws InterruptedException {
        state().putPresence(session, "a", bytes("1"), SHORT);
        state().putPresence(session, "b", bytes("1"), SHORT.multipliedBy(3));

        elapse(SHORT.plusMillis(50));
        assertThat(state().presence(session)).containsOnlyKeys("a", "b");

        elapse(SHORT.multipliedBy(3));
        assertThat(state().presence(session)).isEmpty();
    }

    @Test
    void keepsAValueUntilItsTimeIsOver() throws InterruptedException {
        state().put(unique, bytes("1"), LONG);
        state().put(unique, bytes("2"), SHORT);

        assertThat(state().find(unique)).hasValue(bytes("2"));
        assertThat(state().find(unique + "-other")).isEmpty();

        elapse(SHORT.plusMillis(50));
        assertThat(state().find(unique)).isEmpty();
    }

    @Test
    void givesALeaseToOneOwnerOnly() {
        assertThat(state().acquireLease(unique, "one", LONG)).isTrue();
        assertThat(state().acquireLease(unique, "two", LONG)).isFalse();
        assertThat(state().acquireLease(unique, "one", LONG)).isTrue();
    }

    @Test
    void givesAReleasedLeaseToAnotherOwner() {
        state().acquireLease(unique, "one", LONG);

        state().releaseLease(unique, "two");
        assertThat(state().acquireLease(unique, "two", LONG)).isFalse();

        state().releaseLease(unique, "one");
        assertThat(state().acquireLease(unique, "two", LONG)).isTrue();
    }

    @Test
    void endsALeaseThatIsNotRenewed() throws InterruptedException {
        state().acquireLease(unique, "one", SHORT);

        elapse(SHORT.plusMillis(50));

        assertThat(state().acquireLease(unique, "two", SHORT)).isTrue();
    }

    @Test
    void renewsALeaseForItsOwner() throws InterruptedException {
        state().acquireLease(unique, "one", SHORT);
        state().acquireLease(unique, "one", SHORT.multipliedBy(10));

        elapse(SHORT.plusMillis(50));

        assertThat(state().acquireLease(unique, "two", SHORT)).isFalse();
    }

    @Test
    void countsFromTheBeginningAfterTheWindow() throws InterruptedException {
        assertThat(state().count(unique, SHORT)).isEqualTo(1);
        assertThat(state().count(unique, LONG)).isEqualTo(2);

        elapse(SHORT.plusMillis(50));

        assertThat(state().count(unique, SHORT)).isEqualTo(1);
    }

    @Test
    void broadcastsToEveryListenerOfTheChannel() {
        List<String> one = new CopyOnWriteArrayList<>();
        List<String> two = new CopyOnWriteArrayList<>();
        List<String> other = new CopyOnWriteArrayList<>();
        try (LiveState.Listening a = state().listen(unique, message -> one.add(text(message)));
                LiveState.Listening b = state().listen(unique, message -> two.add(text(message)));
                LiveState.Listening c = state().listen(unique + "-other", message -> other.add(text(message)))) {
            assertThat(List.of(a, b, c)).doesNotHaveDuplicates();

            state().broadcast(unique, bytes("first"));
            state().broadcast(unique, bytes("second"));

            await().until(() -> one.size() == 2 && two.size() == 2);
            assertThat(one).containsExactly("first", "second");
            assertThat(two).containsExactly("first", "second");
            assertThat(other).isEmpty();
        }
    }

    @Test
    void isSilentToAListenerThatWasClosed() {
        List<String> closed = new CopyOnWriteArrayList<>();
        List<String> open = new CopyOnWriteArrayList<>();
        LiveState.Listening listening = state().listen(unique, message -> closed.add(text(message)));
        try (LiveState.Listening other = state().listen(unique, message -> open.add(text(message)))) {
            assertThat(other).isNotSameAs(listening);
            listening.close();

            state().broadcast(unique, bytes("after"));

            await().until(() -> open.size() == 1);
            assertThat(closed).isEmpty();
        }
    }

    @Test
    void goesOnAfterAListenerFailed() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (LiveState.Listening listening = state().listen(unique, message -> {
            if (text(message).equals("bad")) {
                throw new IllegalStateException("listener fails, on purpose");
            }
            heard.add(text(message));
        })) {
            assertThat(listening).isNotNull();

            state().broadcast(unique, bytes("bad"));
            state().broadcast(unique, bytes("good"));

            await().until(() -> heard.contains("good"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
