package io.shidao.adapters.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.store.DataKey;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.fake.ScriptedLiveView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two nodes in one process: a door, and whoever asks there, over a real connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class RelayTest {
    private static final SourceId CAMERA = new SourceId("camera");
    private static final LivePiece START =
            new LivePiece.Start("video/mp4; codecs=\"avc1.64001F\"", 640, 360, Payload.wrap(new byte[] {1, 2}));

    private static final SourceId ENDLESS = new SourceId("endless");
    private static final SourceId FULL = new SourceId("full");

    private final Clock clock = Clock.systemUTC();
    private final MemoryLiveState live = new MemoryLiveState(clock);
    private final DataKey key = DataKey.of(DataKey.generate());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ScriptedLiveView cameras = new ScriptedLiveView();
    private final ScriptedLiveView.Screen screen = cameras.has(CAMERA);
    private final Endless endless = new Endless();
    private RelayDoor door;
    private RelayedLiveView view;

    @BeforeAll
    void open() {
        door = door();
        view = new RelayedLiveView((source, news) -> Optional.empty(), live, key, clock, meters);
        await().until(() -> new Doors(live).find(CAMERA).isPresent()
                && new Doors(live).find(ENDLESS).isPresent()
                && new Doors(live).find(FULL).isPresent());
    }

    private RelayDoor door() {
        return RelayDoor.open(
                new RelayConfig("127.0.0.1:0", ""),
                this::watch,
                () -> Set.of(CAMERA, ENDLESS, FULL),
                live,
                key,
                clock,
                meters);
    }

    private Optional<LiveView.Feed> watch(SourceId source, Runnable news) {
        if (source.equals(FULL)) {
            throw new IllegalStateException("full");
        }
        return source.equals(ENDLESS) ? endless.watch(source, news) : cameras.watch(source, news);
    }

    @AfterAll
    void close() {
        view.close();
        door.close();
    }

    private static LivePiece picture(int number, int bytes) {
        byte[] bits = new byte[bytes];
        bits[0] = (byte) number;
        return new LivePiece.Picture(
                number % 5 == 0, number * 40_000L, Instant.ofEpochSecond(number, 123_456_789), Payload.wrap(bits));
    }

    private static @Nullable LivePiece next(LiveView.Feed feed) {
        LivePiece[] piece = new LivePiece[1];
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    piece[0] = feed.poll();
                    return piece[0] != null;
                });
        return piece[0];
    }

    @Test
    void showsWhatAnotherNodeSees() {
        AtomicInteger news = new AtomicInteger();
        LiveView.Feed feed = view.watch(CAMERA, news::incrementAndGet).orElseThrow();
        List<LivePiece> shown =
                List.of(START, picture(0, 100_000), picture(1, 7), new LivePiece.Break(SourceState.TIMED_OUT), START);

        shown.forEach(screen::show);

        for (LivePiece piece : shown) {
            assertThat(next(feed)).isEqualTo(piece);
        }
        assertThat(news.get()).isPositive();
        feed.close();
        await().until(() -> screen.viewers() == 0);
    }

    @Test
    void tellsTheEndWhenTheOtherNodeGoes() {
        SourceId moving = new SourceId("moving");
        ScriptedLiveView.Screen other = cameras.has(moving);
        RelayDoor going = door();
        new Doors(live).tell(moving, going.address());
        LiveView.Feed feed = view.watch(moving, RelayTest::ignoreNews).orElseThrow();
        other.show(START);
        assertThat(next(feed)).isEqualTo(START);

        going.close();

        assertThat(next(feed)).isInstanceOf(LivePiece.End.class);
        assertThat(feed.poll()).isNull();
    }

    @Test
    void readsNoMoreThanAViewerTakes() {
        LiveView.Feed feed = view.watch(ENDLESS, RelayTest::ignoreNews).orElseThrow();

        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(20)).until(endless::isResting);

        int taken = endless.taken.get();
        assertThat((long) taken * Endless.BYTES).isLessThan(16L << 20);
        for (int i = 0; i < taken + 20; i++) {
            assertThat(next(feed)).isEqualTo(picture(i, Endless.BYTES));
        }
        feed.close();
    }

    /** A camera that always has one more picture. */
    private static final class Endless implements LiveView {
        private static final int BYTES = 64 << 10;
        private final AtomicInteger taken = new AtomicInteger();
        private int seen = -1;

        @Override
        public Optional<Feed> watch(SourceId source, Runnable news) {
            return Optional.of(new Feed() {
                @Override
                public LivePiece poll() {
                    return picture(taken.getAndIncrement(), BYTES);
                }

                @Override
                public void close() {}
            });
        }

        /** Whether nobody took anything since the last question. */
        private boolean isResting() {
            int before = seen;
            seen = taken.get();
            return seen > 0 && seen == before;
        }
    }

    @Test
    void hasNothingOfSourcesThatNobodyHas() {
        assertThat(view.watch(new SourceId("unknown"), RelayTest::ignoreNews)).isEmpty();
        new Doors(live).tell(new SourceId("gone"), door.address());
        assertThat(view.watch(new SourceId("gone"), RelayTest::ignoreNews)).isEmpty();
        new Doors(live).tell(new SourceId("dead"), "127.0.0.1:1");
        assertThat(view.watch(new SourceId("dead"), RelayTest::ignoreNews)).isEmpty();
    }

    @Test
    void saysThatTheOtherNodeIsFull() {
        assertThatThrownBy(() -> view.watch(FULL, RelayTest::ignoreNews)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesEverythingButAFreshTicketOfOurOwn() {
        String good = Ticket.of(CAMERA, clock.instant()).sealed(key);
        String old = Ticket.of(CAMERA, clock.instant().minusSeconds(31)).sealed(key);
        String early = Ticket.of(CAMERA, clock.instant().plusSeconds(3600)).sealed(key);
        String foreign = Ticket.of(CAMERA, clock.instant()).sealed(DataKey.of(DataKey.generate()));

        assertThat(status("")).isEqualTo(403);
        assertThat(status("rubbish")).isEqualTo(403);
        assertThat(status("A".repeat(5000))).isEqualTo(403);
        assertThat(status(old)).isEqualTo(403);
        assertThat(status(early)).isEqualTo(403);
        assertThat(status(foreign)).isEqualTo(403);
        assertThat(status(good)).isEqualTo(200);
        assertThat(status(good)).as("a second time").isEqualTo(403);
    }

    private int status(String ticket) {
        var split = WebClient.of("http://" + door.address())
                .execute(RequestHeaders.builder(HttpMethod.GET, RelayDoor.PATH)
                        .set(RelayDoor.TICKET, ticket)
                        .build())
                .split();
        int status = split.headers().join().status().code();
        split.body().abort();
        return status;
    }

    @Test
    void opensPiecesInTheirOrderOnly() {
        PieceSeal sender = new PieceSeal(key, "a");
        byte[] first = sender.seal(START);
        byte[] second = sender.seal(picture(1, 10));
        List<PieceSeal> receivers = new ArrayList<>(List.of(new PieceSeal(key, "a"), new PieceSeal(key, "b")));

        assertThat(receivers.get(0).open(first)).isEqualTo(START);
        assertThatThrownBy(() -> receivers.get(0).open(first)).hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> receivers.get(1).open(second)).hasMessageContaining("cannot be opened");
    }

    private static void ignoreNews() {}
}
