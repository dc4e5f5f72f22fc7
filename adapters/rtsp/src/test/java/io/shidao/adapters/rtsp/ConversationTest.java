package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {
    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"cam\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"%s\r\n";

    private final Packets h264 = new Packets(Codec.H264, 65_530);

    @Test
    void asksForTheVideoOnlyByTheAddressesOfTheDescription() {
        try (Talk talk = new Talk("rtsp://admin:secret@camera:8554/room?channel=1#x")) {
            String options = talk.asked("OPTIONS");
            assertThat(options).startsWith("OPTIONS rtsp://camera:8554/room?channel=1 RTSP/1.0\r\n");
            talk.answer(options, "200 OK");
            talk.answer(
                    talk.asked("DESCRIBE"), "200 OK", "Content-Base: rtsp://10.0.0.9/a/\r\n", Talk.H264_DESCRIPTION);
            String setup = talk.asked("SETUP");
            assertThat(setup)
                    .startsWith("SETUP rtsp://10.0.0.9/a/track2 RTSP/1.0\r\n")
                    .contains("Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
            talk.answer(setup, "200 OK", "Session: 12345678;timeout=10\r\n", "");
            assertThat(talk.asked("PLAY"))
                    .startsWith("PLAY rtsp://10.0.0.9/a/ RTSP/1.0\r\n")
                    .contains("Session: 12345678\r\n")
                    .doesNotContain("secret", "admin");
        }
    }

    @Test
    void tellsEachStepAndThatThereIsSoundToo() {
        try (Talk talk = new Talk("rtsp://camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "200 OK");
            assertThat(talk.steps).containsExactly(OpeningStep.CONNECTION);
            talk.answer(talk.asked("DESCRIBE"), "404 Not Found");
            assertThat(talk.steps).containsExactly(OpeningStep.CONNECTION);
        }
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            assertThat(talk.steps)
                    .containsExactly(
                            OpeningStep.CONNECTION, OpeningStep.SIGN_IN, OpeningStep.DESCRIPTION, OpeningStep.PLAY);
            assertThat(talk.sound).isTrue();
        }
        try (Talk talk = new Talk("rtsp://camera/1")
                .playing(Talk.H264_DESCRIPTION.replace("m=audio 0 RTP/AVP 0", "m=application 0 RTP/AVP 107"))) {
            assertThat(talk.sound).isFalse();
        }
    }

    @Test
    void deliversUnitsWithTheirParameterSetsAndTimes() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            talk.packets(keyUnit(0));
            talk.packets(otherUnit(3600));

            assertThat(talk.opened).containsExactly(Codec.H264);
            assertThat(talk.units).extracting(AccessUnit::key).containsExactly(true, false);
            assertThat(talk.units).extracting(AccessUnit::timestampMicros).containsExactly(0L, 40_000L);
            assertThat(talk.units.get(0).payload().toByteArray())
                    .isEqualTo(Packets.annexB(List.of(h264.nal(7, 9, 1), h264.nal(8, 4, 2), h264.nal(5, 3000, 3))));
        }
    }

    @Test
    void tellsTheTimeOfTheCamerasOwnClock() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            talk.packets(keyUnit(1000));
            assertThat(talk.units.get(0).cameraTime()).isNull();

            // 2026-03-02T01:00:07.5Z belongs to timestamp 4600; the unit came half a second later
            Instant told = Talk.NOW.plusMillis(7500);
            long ntp = (told.getEpochSecond() + 2_208_988_800L) << 32 | 0x8000_0000L;
            talk.hear(Packets.interleaved(1, Packets.senderReport(ntp, 4600)));
            talk.packets(keyUnit(4600 + 45_000));

            assertThat(talk.units.get(1).cameraTime()).isEqualTo(told.plusMillis(500));
            assertThat(talk.units.get(1).capturedAt()).isBetween(Talk.NOW.minusSeconds(1), Talk.NOW);
        }
    }

    @Test
    void signsInWithANewNonceWhenTheCameraCallsTheOldOneStale() {
        try (Talk talk = new Talk("rtsp://admin:secret@camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "401 Unauthorized", String.format(CHALLENGE, "n1", ""), "");
            String first = talk.asked("OPTIONS");
            assertThat(Talk.header(first, "Authorization"))
                    .contains("nonce=\"n1\"", "nc=00000001", "qop=auth")
                    .doesNotContain("secret");
            talk.answer(first, "200 OK");
            String describe = talk.asked("DESCRIBE");
            assertThat(Talk.header(describe, "Authorization")).contains("nonce=\"n1\"", "nc=00000002");

            talk.answer(describe, "401 Unauthorized", String.format(CHALLENGE, "n2", ", stale=true"), "");
            String again = talk.asked("DESCRIBE");
            assertThat(Talk.header(again, "Authorization")).contains("nonce=\"n2\"", "nc=00000001");
            talk.answer(again, "401 Unauthorized", String.format(CHALLENGE, "n3", ", stale=true"), "");
            talk.answer(talk.asked("DESCRIBE"), "401 Unauthorized", String.format(CHALLENGE, "n4", ", stale=true"), "");

            assertEnd(talk, SourceState.UNAUTHORISED, "401");
        }
    }

    @Test
    void asksForCredentialsWhenTheAddressHasNone() {
        try (Talk talk = new Talk("rtsp://camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "401 Unauthorized", String.format(CHALLENGE, "n1", ""), "");

            assertEnd(talk, SourceState.UNAUTHORISED, "wants a user and password");
        }
    }

    @Test
    void usesBasicOnlyWhenNothingStrongerIsOffered() {
        try (Talk talk = new Talk("rtsp://admin:secret@camera/1")) {
            talk.answer(
                    talk.asked("OPTIONS"),
                    "401 Unauthorized",
                    "WWW-Authenticate: Basic realm=\"cam\"\r\n" + String.format(CHALLENGE, "n1", "")
                            + "WWW-Authenticate: Digest realm=\"cam\", nonce=\"n2\", algorithm=SHA-256, qop=\"auth\"\r\n",
                    "");

            assertThat(Talk.header(talk.asked("OPTIONS"), "Authorization")).contains("algorithm=SHA-256");
        }
    }

    @Test
    void followsARedirectAndKeepsTheCredentialsForTheSameHostOnly() {
        try (Talk talk = new Talk("rtsp://admin:secret@camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "200 OK");
            talk.answer(talk.asked("DESCRIBE"), "302 Found", "Location: rtsp://camera/2\r\n", "");

            assertThat(talk.redirects).singleElement().satisfies(target -> {
                assertThat(target.request()).isEqualTo("rtsp://camera/2");
                assertThat(target.credentials()).isNotNull();
            });
            assertThat(talk.channel.isActive()).isFalse();
        }
        try (Talk talk = new Talk("rtsp://admin:secret@camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "200 OK");
            talk.answer(talk.asked("DESCRIBE"), "302 Found", "Location: rtsp://elsewhere/2\r\n", "");

            assertThat(talk.redirects)
                    .singleElement()
                    .satisfies(target -> assertThat(target.credentials()).isNull());
        }
    }

    @Test
    void doesNotFollowARedirectToAnotherProtocol() {
        try (Talk talk = new Talk("rtsp://camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "200 OK");
            talk.answer(talk.asked("DESCRIBE"), "302 Found", "Location: file:///etc/passwd\r\n", "");

            assertEnd(talk, SourceState.BAD_STREAM, "no RTSP address");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404 Stream Not Found, NOT_FOUND",
        "403 Forbidden, UNAUTHORISED",
        "461 Unsupported transport, BAD_STREAM",
        "453 Not Enough Bandwidth, BAD_STREAM",
        "503 Service Unavailable, REFUSED"
    })
    void mapsRefusals(String status, SourceState state) {
        try (Talk talk = new Talk("rtsp://camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "200 OK");
            talk.answer(talk.asked("DESCRIBE"), status);

            assertEnd(talk, state, status);
        }
    }

    @Test
    void goesOnWhenTheCameraKnowsNoOptions() {
        try (Talk talk = new Talk("rtsp://camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "405 Method Not Allowed");

            talk.asked("DESCRIBE");
        }
    }

    @Test
    void keepsTheSessionAliveByWhatTheCameraOffers() {
        try (Talk talk = patient()) {
            long now = System.nanoTime();
            talk.packets(keyUnit(0));
            talk.conversation.check(now + TimeUnit.SECONDS.toNanos(3));
            assertThat(talk.isSilent()).isTrue();

            // half of the session's 60 s
            talk.conversation.check(now + TimeUnit.SECONDS.toNanos(31));
            String request = talk.asked("GET_PARAMETER");
            assertThat(request).contains("Session: 4711\r\n");
            assertThat(talk.sent()).startsWith("$");

            talk.answer(request, "501 Not Implemented");
            talk.conversation.check(now + TimeUnit.SECONDS.toNanos(62));
            talk.asked("OPTIONS");
        }
    }

    private static Talk patient() {
        return new Talk("rtsp://camera/1", Demand.ALL, TestConfig.quick(Duration.ofMinutes(5)))
                .playing(Talk.H264_DESCRIPTION);
    }

    @Test
    void reportsWhatItReceived() {
        Talk talk = patient();
        int packets = 2 * keyUnit(0).size();
        Packets sender = new Packets(Codec.H264, 65_530);
        talk.packets(sender.unit(payloads(), 0));
        sender.skip();
        talk.packets(sender.unit(payloads(), 9000));
        talk.conversation.check(System.nanoTime() + TimeUnit.SECONDS.toNanos(6));

        ByteBuf report = talk.channel.readOutbound();
        assertThat(report.getByte(0)).isEqualTo((byte) '$');
        assertThat(report.getByte(1)).isEqualTo((byte) 1);
        assertThat(report.getUnsignedShort(2)).isEqualTo(report.readableBytes() - 4);
        assertThat(report.getUnsignedByte(5)).isEqualTo((short) 201);
        assertThat(report.getInt(12)).isEqualTo(Packets.SENDER);
        assertThat(report.getUnsignedByte(16)).isEqualTo((short) (256 / (packets + 1)));
        assertThat(report.getMedium(17)).isEqualTo(1);
        // 65530 and the packets behind it, one of them lost, past the wrap
        assertThat(report.getInt(20)).isEqualTo(65_530 + packets);
        report.release();
        talk.close();
    }

    @Test
    void afterALossSkipsToTheNextKeyUnit() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            talk.packets(keyUnit(0));
            talk.packets(otherUnit(3600));
            h264.skip();
            talk.packets(otherUnit(7200));
            talk.packets(otherUnit(10_800));
            talk.packets(keyUnit(14_400));
            talk.packets(otherUnit(18_000));

            assertThat(talk.units)
                    .extracting(AccessUnit::timestampMicros)
                    .containsExactly(0L, 40_000L, 160_000L, 200_000L);
            assertThat(talk.skipped).isEqualTo(2);
            assertThat(talk.counted("rtsp.packets.lost")).isEqualTo(1);
        }
    }

    @Test
    void dropsAUnitOfWhichAPacketIsMissing() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            List<byte[]> packets = keyUnit(0);
            packets.remove(2);
            talk.packets(packets);
            talk.packets(keyUnit(3600));

            assertThat(talk.units).hasSize(1);
            assertThat(talk.skipped).isEqualTo(1);
            assertThat(talk.counted("rtsp.units.damaged")).isEqualTo(1);
        }
    }

    @Test
    void passesOverRepeatedPackets() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            List<byte[]> packets = keyUnit(0);
            packets.add(2, packets.get(1));
            talk.packets(packets);

            assertThat(talk.units).hasSize(1);
            assertThat(talk.counted("rtsp.packets.duplicate")).isEqualTo(1);
        }
    }

    @Test
    void endsWhenTheCameraSaysGoodbye() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            talk.packets(keyUnit(0));
            talk.hear(Packets.interleaved(1, Packets.goodbye()));

            assertEnd(talk, SourceState.ENDED, "goodbye");
            assertThat(talk.asked("TEARDOWN")).contains("Session: 4711");
        }
    }

    @Test
    void answersTheCamerasOwnRequests() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            talk.hear("OPTIONS * RTSP/1.0\r\nCSeq: 99\r\n\r\nPAUSE * RTSP/1.0\r\nCSeq: 100\r\n\r\n");

            assertThat(talk.sent()).startsWith("RTSP/1.0 200 OK\r\nCSeq: 99\r\n");
            assertThat(talk.sent()).startsWith("RTSP/1.0 501 Not Implemented\r\nCSeq: 100\r\n");
            assertThat(talk.ends).isEmpty();
        }
    }

    @Test
    void timesOutOnAnAnswerThatNeverComes() {
        try (Talk talk = new Talk("rtsp://camera/1")) {
            talk.answer(talk.asked("OPTIONS"), "200 OK");
            talk.conversation.check(System.nanoTime() + TimeUnit.SECONDS.toNanos(3));

            assertEnd(talk, SourceState.TIMED_OUT, "no answer to DESCRIBE");
        }
    }

    @Test
    void isABadStreamWhenAUnitIsTooLarge() {
        try (Talk talk = new Talk("rtsp://camera/1").playing(Talk.H264_DESCRIPTION)) {
            talk.packets(List.of(h264.packet(h264.nal(7, 9, 1), 0, false)));
            for (int i = 0; i < 40 && talk.ends.isEmpty(); i++) {
                talk.packets(List.of(h264.packet(h264.nal(5, 60_000, i), 0, false)));
            }

            assertEnd(talk, SourceState.BAD_STREAM, "more than 1048576 bytes");
            assertThat(talk.held()).isLessThan(1 << 10);
        }
    }

    private List<byte[]> keyUnit(long ticks) {
        return h264.unit(payloads(), ticks);
    }

    private List<byte[]> payloads() {
        List<byte[]> payloads = new ArrayList<>();
        payloads.add(h264.aggregate(List.of(h264.nal(7, 9, 1), h264.nal(8, 4, 2))));
        payloads.addAll(h264.fragments(h264.nal(5, 3000, 3), 700));
        return payloads;
    }

    private List<byte[]> otherUnit(long ticks) {
        return h264.unit(List.of(h264.nal(1, 200, 4)), ticks);
    }

    private static void assertEnd(Talk talk, SourceState state, String detail) {
        assertThat(talk.ends).singleElement().satisfies(end -> {
            assertThat(end.state()).isEqualTo(state);
            assertThat(end.detail()).contains(detail).doesNotContain("secret");
        });
    }
}
