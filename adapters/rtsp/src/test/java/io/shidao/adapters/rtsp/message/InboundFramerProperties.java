package io.shidao.adapters.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However the network cuts what a camera sends, the same comes out. */
class InboundFramerProperties implements InboundFramer.Sink {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final List<String> heard = new ArrayList<>();

    @Override
    public void frame(int channel, ByteBuf in, int from, int length) {
        heard.add(channel + ":" + ByteBufUtil.hexDump(in, from, length));
    }

    @Override
    public void message(Message message) {
        heard.add((message.isRequest() ? message.method() : message.statusLine()) + ":" + message.body());
    }

    @Property(tries = 300)
    void cutsMessagesAndFramesWhereverReadsEnd(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int pieces)
            throws StreamEnd {
        Random random = new Random(seed);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            write(random, stream, expected);
        }

        heard.clear();
        InboundFramer framer = new InboundFramer(this, allocator, 1000, 1000);
        byte[] bytes = stream.toByteArray();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 5 : 500));
            framer.read(Unpooled.wrappedBuffer(bytes, from, to - from));
            from = to;
        }
        framer.close();

        assertThat(heard).isEqualTo(expected);
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    private static void write(Random random, ByteArrayOutputStream stream, List<String> expected) {
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] packet = new byte[random.nextInt(300)];
                random.nextBytes(packet);
                int channel = random.nextInt(256);
                stream.writeBytes(new byte[] {'$', (byte) channel, (byte) (packet.length >> 8), (byte) packet.length});
                stream.writeBytes(packet);
                expected.add(channel + ":" + ByteBufUtil.hexDump(packet));
            }
            case 1 -> {
                String body = "$\r\n\r\n".repeat(random.nextInt(20));
                text(stream, "RTSP/1.0 200 OK\r\nCSeq: 1\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
                expected.add("200 OK:" + body);
            }
            default -> {
                text(stream, (random.nextBoolean() ? "\r\n" : "") + "OPTIONS * RTSP/1.0\nCSeq: 7\n\n");
                expected.add("OPTIONS:");
            }
        }
    }

    private static void text(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Example
    void refusesWhatIsTooLong() {
        assertRefused("RTSP/1.0 200 OK\r\nX: " + "x".repeat(1000) + "\r\n\r\n", "more than 1000 bytes");
        assertRefused("RTSP/1.0 200 OK\r\nContent-Length: 1001\r\n\r\n", "up to 1000");
        assertRefused("RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n", "up to 1000");
        assertRefused("RTSP/1.0 200 OK\r\nContent-Length: 99999999999999\r\n\r\n", "up to 1000");
    }

    @Example
    void refusesWhatIsNoRtsp() {
        assertRefused("HTTP/1.1 400 Bad Request\r\n\r\n", "no RTSP");
        assertRefused("\u0000\u0001", "no RTSP");
        assertRefused("<html>", "no RTSP");
        assertRefused("SSH-2.0-x\r\n\r\n", "no RTSP");
    }

    private void assertRefused(String text, String detail) {
        InboundFramer framer = new InboundFramer(this, allocator, 1000, 1000);
        assertThatExceptionOfType(StreamEnd.class)
                .isThrownBy(() -> framer.read(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1)))
                .withMessageContaining(detail);
    }
}
