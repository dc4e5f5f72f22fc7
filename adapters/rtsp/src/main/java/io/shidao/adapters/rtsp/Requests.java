package io.shidao.adapters.rtsp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.shidao.kernel.signin.Authenticator;
import java.nio.charset.StandardCharsets;

/** Writes requests and answers to one camera (RFC 2326, sections 6, 7 and 12). Used by the connection's thread. */
final class Requests {
    private static final String AGENT = "Shidao";

    private final Channel channel;
    private final Authenticator authenticator;
    private int sequence;
    private String session = "";

    Requests(Channel channel, Authenticator authenticator) {
        this.channel = channel;
        this.authenticator = authenticator;
    }

    /** From now on part of this session. */
    void session(String id) {
        session = id;
    }

    String session() {
        return session;
    }

    /**
     * Sends a request.
     *
     * @param header a further line, without its end; may be empty
     * @return the number that its answer repeats
     */
    int send(String method, String uri, String header) {
        StringBuilder text = new StringBuilder(256);
        line(text, method + " " + uri + " RTSP/1.0");
        line(text, "CSeq: " + ++sequence);
        line(text, "User-Agent: " + AGENT);
        authenticator.authorization(method, uri).ifPresent(value -> line(text, "Authorization: " + value));
        if (!session.isEmpty()) {
            line(text, "Session: " + session);
        }
        if (!header.isEmpty()) {
            line(text, header);
        }
        write(text);
        return sequence;
    }

    /** Answers a request of the camera; a camera that does not read its answers gets none. */
    void answer(String sequenceOfCamera, String status, String header) {
        StringBuilder text = new StringBuilder(128);
        line(text, "RTSP/1.0 " + status);
        line(text, "CSeq: " + sequenceOfCamera);
        if (!header.isEmpty()) {
            line(text, header);
        }
        write(text);
    }

    private void write(StringBuilder text) {
        if (channel.isWritable()) {
            byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
            Futures.forget(channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise()));
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\r\n");
    }
}
