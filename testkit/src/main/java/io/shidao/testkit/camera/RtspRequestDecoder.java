package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads requests, and passes over the receiver reports that come between them on the same connection. */
final class RtspRequestDecoder extends ByteToMessageDecoder {
    private static final ByteBuf END_OF_HEAD =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));
    private static final int MAX_REQUEST_BYTES = 16 * 1024;

    private int toSkip;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (toSkip > 0) {
            int skipped = Math.min(toSkip, in.readableBytes());
            in.skipBytes(skipped);
            toSkip -= skipped;
        } else if (in.getByte(in.readerIndex()) == '$') {
            skipInterleaved(in);
        } else {
            readHead(in, out);
        }
    }

    private void skipInterleaved(ByteBuf in) {
        if (in.readableBytes() >= 4) {
            toSkip = in.getUnsignedShort(in.readerIndex() + 2);
            in.skipBytes(4);
        }
    }

    private void readHead(ByteBuf in, List<Object> out) {
        int length = ByteBufUtil.indexOf(END_OF_HEAD.duplicate(), in);
        if (length >= 0) {
            int head = length - in.readerIndex();
            RtspRequest request = RtspRequest.parse(
                    in.readCharSequence(head, StandardCharsets.ISO_8859_1).toString());
            in.skipBytes(4);
            toSkip = request.contentLength();
            out.add(request);
        } else if (in.readableBytes() > MAX_REQUEST_BYTES) {
            throw new TooLongFrameException("request head above " + MAX_REQUEST_BYTES + " bytes");
        }
    }
}
