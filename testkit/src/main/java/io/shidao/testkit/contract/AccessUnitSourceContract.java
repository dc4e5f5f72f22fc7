package io.shidao.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.camera.CameraMount;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.HangUp;
import io.shidao.testkit.camera.HevcSample;
import io.shidao.testkit.camera.SignIn;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.RecordingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link AccessUnitSource} that serves RTSP does, against a camera on the loopback interface. A subclass
 * brings a source whose time-outs are at most {@link #TIME_OUT}.
 */
@Timeout(60)
public abstract class AccessUnitSourceContract {
    /** Longest time-out that the tested source may have for opening, reading and finding a key frame. */
    protected static final Duration TIME_OUT = Duration.ofSeconds(2);

    private static final int FRAMES_PER_SECOND = 20;
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final String PASSWORD = "s3cr@t:pässword";

    private final RecordingListener heard = new RecordingListener();
    private CameraServer server;
    private CameraMount room;
    private AccessUnitSource source;

    /** A source with time-outs of {@link #TIME_OUT} that takes the time of capture from {@code clock}. */
    protected abstract AccessUnitSource open(Clock clock);

    /** H.264 access units at {@code 20} frames/s, the first a key frame, another at least every second. */
    protected abstract List<byte[]> accessUnits();

    @BeforeEach
    final void openCamera() {
        server = CameraServer.open();
        room = server.mount("/room1", VideoFeed.loop(FRAMES_PER_SECOND, accessUnits()));
        source = open(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    final void closeCamera() {
        server.close();
    }

    @Test
    final void deliversKeyUnitsThatStartWithTheirParameterSets() {
        watch(server.url("/room1"), () -> heard.keyUnits().size() >= 3);

        assertThat(heard.opened()).containsExactly(Codec.H264);
        assertThat(heard.keyUnits()).allSatisfy(unit -> {
            assertThat(unit.codec()).isEqualTo(Codec.H264);
            // on our clock; a source may take off what the unit waited on its way
            assertThat(unit.capturedAt()).isBetween(NOW.minusSeconds(1), NOW);
            assertThat(nalTypes(unit)).startsWith(7, 8).contains(5);
        });
        assertThat(heard.units()).filteredOn(unit -> !unit.key()).isNotEmpty();
    }

    @Test
    final void deliversOnlyKeyUnitsAndCountsTheOthersUntilSomebodyWantsAll() {
        AccessUnitSource.Connection connection =
                source.open(new SourceAddress(server.url("/room1")), Demand.KEY_FRAMES, heard);
        try (connection) {
            await().until(() -> heard.keyUnits().size() >= 2);
            assertThat(heard.units()).allMatch(AccessUnit::key);
            assertThat(heard.skippedUnits()).isPositive();

            connection.demand(Demand.ALL);
            await().until(() -> heard.units().stream().anyMatch(unit -> !unit.key()));
            int firstOther = heard.units()
                    .indexOf(heard.units().stream()
                            .filter(unit -> !unit.key())
                            .findFirst()
                            .orElseThrow());
            AccessUnit before = heard.units().get(firstOther - 1);
            long gapMicros = heard.units().get(firstOther).timestampMicros() - before.timestampMicros();
            assertThat(gapMicros).isEqualTo(1_000_000 / FRAMES_PER_SECOND);
        }
    }

    @Test
    final void givesEveryUnitALaterTimestamp() {
        watch(server.url("/room1"), () -> heard.units().size() >= 25);

        List<Long> times =
                heard.units().stream().map(AccessUnit::timestampMicros).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        long perUnit = (times.get(24) - times.get(4)) / 20;
        assertThat(perUnit).isBetween(35_000L, 65_000L);
    }

    @Test
    final void endsOnceAsClosedWithinASecondWhenItIsClosed() {
        AccessUnitSource.Connection connection = connect(server.url("/room1"));
        await().until(() -> heard.units().size() >= 3);

        connection.close();
        connection.close();

        await().atMost(1, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        await().until(() -> room.viewers() == 0);
        assertOneEnd(SourceState.CLOSED);
    }

    @Test
    final void canBeClosedWhileTheCameraNeverAnswers() {
        room.faults().blackHole(true);
        AccessUnitSource.Connection connection = connect(server.url("/room1"));
        await().until(() -> server.clients() == 1);

        connection.close();

        await().atMost(1, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertOneEnd(SourceState.CLOSED);
    }

    @Test
    final void signsInByDigest() {
        room.requireDigest("admin", PASSWORD);

        watch(server.url("/room1", "admin", PASSWORD), () -> !heard.keyUnits().isEmpty());
    }

    @Test
    final void signsInByBasic() {
        room.requireBasic("admin", PASSWORD);

        watch(server.url("/room1", "admin", PASSWORD), () -> !heard.keyUnits().isEmpty());
    }

    @Test
    final void signsInAgainWhenTheCameraWantsANewNonceForEveryRequest() {
        room.require(SignIn.DIGEST_QOP, "admin", PASSWORD).traits().requestsPerNonce(1);

        watch(server.url("/room1", "admin", PASSWORD), () -> !heard.keyUnits().isEmpty());
    }

    @Test
    final void opensAPathWithAQuery() {
        server.mount("/cam/realmonitor?channel=1&subtype=0", VideoFeed.loop(FRAMES_PER_SECOND, accessUnits()));

        watch(
                server.url("/cam/realmonitor?channel=1&subtype=0"),
                () -> !heard.keyUnits().isEmpty());
    }

    @Test
    final void takesTheParameterSetsFromTheDescriptionWhenTheStreamHasNone() {
        room.traits().parameterSetsInBand(false);

        watch(server.url("/room1"), () -> heard.keyUnits().size() >= 2);

        assertThat(heard.keyUnits())
                .allSatisfy(unit -> assertThat(nalTypes(unit)).startsWith(7, 8).contains(5));
    }

    @Test
    final void deliversH265AsItIs() {
        List<byte[]> units = HevcSample.units();
        server.mount("/hevc", VideoFeed.loop(Codec.HEVC, FRAMES_PER_SECOND, units));

        watch(server.url("/hevc"), () -> heard.units().size() >= units.size());

        assertThat(heard.opened()).containsExactly(Codec.HEVC);
        assertThat(heard.units().stream().limit(units.size()))
                .allSatisfy(unit -> assertThat(unit.codec()).isEqualTo(Codec.HEVC))
                .extracting(unit -> unit.payload().toByteArray())
                .containsExactlyElementsOf(units);
    }

    @Test
    final void isUnauthorisedWithAWrongPasswordAndDoesNotTellIt() {
        room.requireDigest("admin", "another");

        connect(server.url("/room1", "admin", PASSWORD));

        assertEnds(SourceState.UNAUTHORISED);
        String detail = heard.ends().get(0).detail().toLowerCase(Locale.ROOT);
        assertThat(detail).contains("127.0.0.1").doesNotContain("s3cr", "ssword", "admin");
    }

    @Test
    final void isNotFoundWhenTheCameraHasNoSuchStream() {
        connect(server.url("/room2"));

        assertEnds(SourceState.NOT_FOUND);
    }

    @Test
    final void isRefusedWhenNobodyListens() {
        server.stop(HangUp.FIN);

        connect(server.url("/room1", "admin", PASSWORD));

        assertEnds(SourceState.REFUSED);
        assertThat(heard.ends().get(0).detail()).doesNotContain("s3cr");
    }

    @Test
    final void timesOutWhenTheCameraNeverAnswers() {
        room.faults().blackHole(true);

        connect(server.url("/room1"));

        assertEnds(SourceState.TIMED_OUT);
    }

    @Test
    final void timesOutWhenTheCameraFreezes() {
        connect(server.url("/room1"));
        await().until(() -> heard.units().size() >= 3);

        room.faults().freeze(true);

        assertEnds(SourceState.TIMED_OUT);
    }

    @Test
    final void endsWhenTheCameraClosesTheConnection() {
        connect(server.url("/room1"));
        await().until(() -> heard.units().size() >= 3);

        server.stop(HangUp.FIN);

        assertEnds(SourceState.ENDED);
    }

    @Test
    final void endsWhenTheCameraLosesItsPower() {
        connect(server.url("/room1"));
        await().until(() -> heard.units().size() >= 3);

        server.stop(HangUp.RST);

        assertEnds(SourceState.ENDED);
    }

    @Test
    final void givesUpWhenTheAnswersAreNoRtsp() {
        room.faults().garbageInsteadOfRtsp(true);

        connect(server.url("/room1"));

        // an implementation that skips what it does not understand cannot tell noise from silence
        assertEnds(SourceState.BAD_STREAM, SourceState.TIMED_OUT);
        assertThat(heard.units()).isEmpty();
    }

    @Test
    final void isABadStreamWhenThePacketsAreNoVideo() {
        room.faults().garbageInsteadOfVideo(true);

        connect(server.url("/room1"));

        assertEnds(SourceState.BAD_STREAM);
        assertThat(heard.keyUnits()).isEmpty();
    }

    private void watch(String url, Callable<Boolean> until) {
        AccessUnitSource.Connection connection = connect(url);
        try {
            await().until(until);
        } finally {
            connection.close();
        }
    }

    private AccessUnitSource.Connection connect(String url) {
        return source.open(new SourceAddress(url), Demand.ALL, heard);
    }

    private void assertEnds(SourceState... states) {
        await().atMost(TIME_OUT.multipliedBy(2).plusSeconds(1))
                .until(() -> !heard.ends().isEmpty());
        assertOneEnd(states);
    }

    private void assertOneEnd(SourceState... states) {
        // a second end would come at once
        await().during(Duration.ofMillis(150)).until(() -> heard.ends().size() == 1);
        assertThat(heard.ends())
                .first()
                .satisfies(end -> assertThat(end.state()).as(end.detail()).isIn((Object[]) states));
        assertThat(heard.wasToldAfterEnd()).isFalse();
    }

    private static List<Integer> nalTypes(AccessUnit unit) {
        byte[] bits = unit.payload().toByteArray();
        return IntStream.range(0, bits.length - 3)
                .filter(i -> bits[i] == 0 && bits[i + 1] == 0 && bits[i + 2] == 1)
                .mapToObj(i -> bits[i + 3] & 0x1f)
                .toList();
    }
}
