package io.shidao.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.ingest.tap.SourceTaps;
import io.shidao.ingest.tap.UnitTap;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveHubTest {
    private static final SourceId CAMERA = new SourceId("camera");
    /** Baseline, 640x352, made bit by bit in the tests of the muxer. */
    private static final String SETS = "00000001" + "6742c01ed9014016e8" + "00000001" + "68ce3c80";

    private final OneCamera camera = new OneCamera();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LiveHub hub = new LiveHub(camera, new LiveViewConfig(2, 64 << 10, 64 << 10), meters);

    /** In place of ingest's sources. */
    private static final class OneCamera implements SourceTaps {
        private final List<UnitTap> taps = new ArrayList<>();

        @Override
        public Optional<Registration> tap(SourceId source, UnitTap tap) {
            if (!source.equals(CAMERA)) {
                return Optional.empty();
            }
            taps.add(tap);
            return Optional.of(() -> taps.remove(tap));
        }

        @Override
        public Set<SourceId> sources() {
            return Set.of(CAMERA);
        }

        private void sends(boolean key, int index, int bytes) {
            byte[] sets = key ? HexFormat.of().parseHex(SETS) : new byte[0];
            ByteBuffer bits = ByteBuffer.allocate(sets.length + 5 + bytes);
            bits.put(sets).putInt(1).put((byte) (key ? 0x65 : 0x41));
            while (bits.hasRemaining()) {
                bits.put((byte) 0x55);
            }
            AccessUnit unit = new AccessUnit(
                    Codec.H264, key, Instant.ofEpochSecond(index), index * 40_000L, Payload.wrap(bits.array()));
            List.copyOf(taps).forEach(tap -> tap.accessUnit(unit));
        }
    }

    @Test
    void tapsASourceOnlyWhileSomebodyWatches() {
        assertThat(camera.taps).isEmpty();
        LiveView.Feed one = watch();
        LiveView.Feed two = watch();
        assertThat(camera.taps).hasSize(1);

        one.close();
        assertThat(camera.taps).hasSize(1);
        two.close();
        two.close();

        assertThat(camera.taps).isEmpty();
        assertThat(meters.get("ingest.live.viewers").gauge().value()).isZero();
    }

    @Test
    void givesWhoComesLaterTheNewestGroupAtOnce() {
        watch();
        camera.sends(true, 0, 10);
        camera.sends(true, 1, 10);
        camera.sends(false, 2, 10);

        List<LivePiece> seen = drain(watch());

        assertThat(seen.get(0)).isInstanceOf(LivePiece.Start.class);
        assertThat(times(seen)).containsExactly(40_000L, 80_000L);
    }

    @Test
    void letsASlowViewerSkipToTheNextKeyPictureAndNobodyElse() {
        LiveView.Feed slow = watch();
        LiveView.Feed quick = watch();
        List<LivePiece> seen = new ArrayList<>();
        camera.sends(true, 0, 30_000);
        seen.addAll(drain(quick));
        for (int i = 1; i < 4; i++) {
            camera.sends(false, i, 30_000);
            seen.addAll(drain(quick));
        }
        camera.sends(true, 4, 10);
        seen.addAll(drain(quick));

        List<LivePiece> late = drain(slow);

        assertThat(times(seen)).hasSize(5);
        assertThat(late.get(0)).as("it was thrown away with the rest").isInstanceOf(LivePiece.Start.class);
        assertThat(times(late)).containsExactly(160_000L);
        assertThat(meters.get("ingest.live.skipped").counter().count()).isEqualTo(4);
        assertThat(meters.get("ingest.live.taken").counter().count()).isEqualTo(6);
    }

    @Test
    void tellsThatTheStreamBrokeOffAndGoesOnWithAKeyPicture() {
        LiveView.Feed feed = watch();
        camera.sends(true, 0, 10);
        camera.taps.get(0).interrupted(SourceState.TIMED_OUT);
        camera.sends(false, 1, 10);
        camera.sends(true, 2, 10);

        List<LivePiece> seen = drain(feed);

        assertThat(seen).contains(new LivePiece.Break(SourceState.TIMED_OUT));
        assertThat(times(seen)).hasSize(2);
    }

    @Test
    void endsWhenTheSourceGoesToAnotherNodeAndComesBackWithIt() {
        LiveView.Feed feed = watch();
        UnitTap first = camera.taps.remove(0);
        first.closed();

        assertThat(drain(feed)).containsExactly(new LivePiece.End());
        LiveView.Feed again = watch();
        camera.sends(true, 0, 10);
        assertThat(times(drain(again))).hasSize(1);
    }

    @Test
    void refusesUnknownSourcesAndTooManyViewers() {
        assertThat(hub.watch(new SourceId("elsewhere"), LiveHubTest::nothing)).isEmpty();
        watch();
        watch();

        assertThatThrownBy(() -> hub.watch(CAMERA, LiveHubTest::nothing)).hasMessageContaining("live-view.max-viewers");
    }

    private LiveView.Feed watch() {
        return hub.watch(CAMERA, LiveHubTest::nothing).orElseThrow();
    }

    private static List<LivePiece> drain(LiveView.Feed feed) {
        List<LivePiece> pieces = new ArrayList<>();
        for (LivePiece piece = feed.poll(); piece != null; piece = feed.poll()) {
            pieces.add(piece);
        }
        return pieces;
    }

    private static List<Long> times(List<LivePiece> pieces) {
        return pieces.stream()
                .filter(piece -> piece instanceof LivePiece.Picture)
                .map(piece -> ((LivePiece.Picture) piece).presentationMicros())
                .toList();
    }

    private static void nothing() {
        // whoever is told looks by itself
    }
}
