package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import io.shidao.adapters.rtsp.outcome.StreamEnd;

/** Takes the payloads of one codec apart into NAL units. Used by one thread. */
interface Payloads {
    /**
     * Reads one packet's payload into the assembly.
     *
     * @return whether the payload format knows it; otherwise it was passed over
     */
    boolean read(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd;

    /** Whether the payload begins a picture's first slice or what stands in front of it, so that nothing is missing before. */
    boolean startsUnit(ByteBuf in, int from, int to);
}
