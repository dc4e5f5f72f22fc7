package io.shidao.adapters.rtsp.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives on a connection into messages and interleaved frames (RFC 2326, section 10.12), which come in any
 * order. A frame that is whole in what arrived is handed on where it lies; only one that is cut by the end of a read is
 * put together in a buffer of its own. Holds at most one frame (64 KiB) or one message. Used by one thread.
 */
public final class InboundFramer {
    /** Gets what was cut out. May close the framer. */
    public interface Sink {
        /** A frame; its bytes are there until this returns. */
        void frame(int channel, ByteBuf in, int from, int length) throws StreamEnd;

        void message(Message message) throws StreamEnd;
    }

    private static final int FRAME_HEAD = 4;

    private final Sink sink;
    private final ByteBufAllocator allocator;
    private final int maxHeadBytes;
    private final int maxBodyBytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private @Nullable ByteBuf cut;
    private @Nullable Message head;
    private int bodyBytes;
    private int lineBytes;
    private boolean closed;

    public InboundFramer(Sink sink, ByteBufAllocator allocator, int maxHeadBytes, int maxBodyBytes) {
        this.sink = sink;
        this.allocator = allocator;
        this.maxHeadBytes = maxHeadBytes;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Reads everything in {@code in}, which stays the caller's. */
    public void read(ByteBuf in) throws StreamEnd {
        while (in.isReadable() && !closed) {
            if (cut != null) {
                continueFrame(cut, in);
            } else if (head != null) {
                readBody(head, in);
            } else if (text.size() == 0 && in.getByte(in.readerIndex()) == '$') {
                startFrame(in);
            } else {
                readHead(in);
            }
        }
    }

    private void startFrame(ByteBuf in) throws StreamEnd {
        int from = in.readerIndex();
        int available = in.readableBytes();
        int size = available < FRAME_HEAD ? Integer.MAX_VALUE : FRAME_HEAD + in.getUnsignedShort(from + 2);
        if (available >= size) {
            in.readerIndex(from + size);
            sink.frame(in.getUnsignedByte(from + 1), in, from + FRAME_HEAD, size - FRAME_HEAD);
        } else {
            cut = allocator.buffer(size == Integer.MAX_VALUE ? 2048 : size).writeBytes(in, available);
        }
    }

    private void continueFrame(ByteBuf frame, ByteBuf in) throws StreamEnd {
        move(in, frame, FRAME_HEAD);
        if (frame.readableBytes() < FRAME_HEAD) {
            return;
        }
        int size = FRAME_HEAD + frame.getUnsignedShort(2);
        move(in, frame, size);
        if (frame.readableBytes() == size) {
            cut = null;
            try {
                sink.frame(frame.getUnsignedByte(1), frame, FRAME_HEAD, size - FRAME_HEAD);
            } finally {
                frame.release();
            }
        }
    }

    /** Until {@code out} holds {@code size} bytes, or nothing is left. */
    private static void move(ByteBuf in, ByteBuf out, int size) {
        int missing = size - out.readableBytes();
        if (missing > 0) {
            out.writeBytes(in, Math.min(missing, in.readableBytes()));
        }
    }

    private void readHead(ByteBuf in) throws StreamEnd {
        byte next = in.readByte();
        if (next == '\n') {
            endLine();
        } else if (next != '\r') {
            check(next);
            text.write(next);
            lineBytes++;
        }
    }

    private void check(byte next) throws StreamEnd {
        boolean first = text.size() == 0;
        boolean control = (next >= 0 && next < ' ' && next != '\t') || next == 0x7f;
        if (first ? next < 'A' || next > 'Z' : control) {
            throw StreamEnd.malformed(
                    Malformed.FRAMING,
                    "what arrives is no RTSP (likely cause: another service at this port; check port and path)");
        }
        if (text.size() >= maxHeadBytes) {
            throw StreamEnd.malformed(
                    Malformed.FRAMING, "a message head of more than " + maxHeadBytes + " bytes (expected: fewer)");
        }
    }

    /** Empty lines between messages mean nothing; behind a line they end the head. */
    private void endLine() throws StreamEnd {
        if (text.size() == 0) {
            return;
        } else if (lineBytes > 0) {
            text.write('\n');
            lineBytes = 0;
            return;
        }
        Message message = Message.parse(text.toString(StandardCharsets.UTF_8));
        text.reset();
        bodyBytes = message.contentLength(maxBodyBytes);
        if (bodyBytes == 0) {
            sink.message(message);
        } else {
            head = message;
        }
    }

    private void readBody(Message message, ByteBuf in) throws StreamEnd {
        byte[] part = new byte[Math.min(bodyBytes - text.size(), in.readableBytes())];
        in.readBytes(part);
        text.writeBytes(part);
        if (text.size() == bodyBytes) {
            byte[] body = text.toByteArray();
            text.reset();
            head = null;
            sink.message(message.with(body));
        }
    }

    /** Forgets what is incomplete; what still arrives is not looked at. Idempotent. */
    public void close() {
        closed = true;
        if (cut != null) {
            cut.release();
            cut = null;
        }
    }
}
