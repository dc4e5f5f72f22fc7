package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.shidao.adapters.rtsp.message.RtspUrl;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.adapters.rtsp.rtp.Gate;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A conversation with a camera that a test plays, without a network. Used by one thread. */
final class Talk implements Conversation.Owner, AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    static final String H264_DESCRIPTION = description("H264", "packetization-mode=1");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    final List<OpeningStep> steps = new ArrayList<>();
    final List<Codec> opened = new ArrayList<>();
    final List<AccessUnit> units = new ArrayList<>();
    final List<RtspUrl> redirects = new ArrayList<>();
    final List<StreamEnd> ends = new ArrayList<>();
    int skipped;
    boolean sound;

    final Gate gate;
    final Conversation conversation;
    final EmbeddedChannel channel = new EmbeddedChannel();

    Talk(String address) {
        this(address, Demand.ALL, TestConfig.quick(Duration.ofSeconds(2)));
    }

    Talk(String address, Demand demand, RtspConfig config) {
        gate = new Gate(demand);
        Conversation.Surroundings around =
                new Conversation.Surroundings(config, Clock.fixed(NOW, ZoneOffset.UTC), new RtspMetrics(meters));
        conversation = new Conversation(around, RtspUrl.parse(address).orElseThrow(), gate, this);
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(conversation);
        channel.pipeline().fireChannelActive();
    }

    static String description(String encoding, String format) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=room\r\nt=0 0\r\na=control:*\r\n"
                + "m=audio 0 RTP/AVP 0\r\na=control:track1\r\n"
                + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 " + encoding + "/90000\r\na=fmtp:96 " + format
                + "\r\na=control:track2\r\n";
    }

    /** The next thing that was sent, as text. */
    String sent() {
        ByteBuf out = channel.readOutbound();
        assertThat(out).as("something sent").isNotNull();
        try {
            return out.toString(StandardCharsets.ISO_8859_1);
        } finally {
            out.release();
        }
    }

    /** What was sent is a request of this method; returns it. */
    String asked(String method) {
        String request = sent();
        assertThat(request).startsWith(method + " ").endsWith("\r\n\r\n");
        return request;
    }

    boolean isSilent() {
        return channel.outboundMessages().isEmpty();
    }

    static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** Answers a request with a status, further lines and a body. */
    void answer(String request, String status, String lines, String body) {
        hear("RTSP/1.0 " + status + "\r\nCSeq: " + header(request, "CSeq") + "\r\n" + lines
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body);
    }

    void answer(String request, String status) {
        answer(request, status, "", "");
    }

    void hear(String text) {
        hear(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void hear(byte[] bytes) {
        ByteBuf in = allocator.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
        channel.pipeline().fireChannelRead(in);
        channel.pipeline().fireChannelReadComplete();
    }

    /** Hears packets of the video. */
    void packets(List<byte[]> packets) {
        packets.forEach(packet -> hear(Packets.interleaved(0, packet)));
    }

    /** Answers everything until the stream plays. */
    Talk playing(String description) {
        answer(asked("OPTIONS"), "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN\r\n", "");
        answer(asked("DESCRIBE"), "200 OK", "Content-Base: rtsp://camera/room/\r\n", description);
        answer(
                asked("SETUP"),
                "200 OK",
                "Session: 4711;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n",
                "");
        answer(asked("PLAY"), "200 OK");
        return this;
    }

    double counted(String name, String... tags) {
        return meters.counter(name, tags).count();
    }

    /** Bytes that are held in buffers. */
    long held() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    @Override
    public void reached(OpeningStep step) {
        steps.add(step);
    }

    @Override
    public void sound() {
        sound = true;
    }

    @Override
    public void opened(Codec codec) {
        opened.add(codec);
    }

    @Override
    public void accessUnit(AccessUnit unit) {
        units.add(unit);
    }

    @Override
    public void skipped() {
        skipped++;
    }

    @Override
    public void damaged() {
        skipped++;
    }

    @Override
    public void redirected(RtspUrl target) {
        redirects.add(target);
    }

    @Override
    public void ended(StreamEnd end) {
        ends.add(end);
    }

    /** The camera leaves; what was sent and not read is freed. */
    @Override
    public void close() {
        Futures.forget(channel.close());
        channel.finishAndReleaseAll();
    }
}
