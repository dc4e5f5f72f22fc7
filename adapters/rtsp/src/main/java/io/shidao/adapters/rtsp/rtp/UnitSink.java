package io.shidao.adapters.rtsp.rtp;

import io.shidao.adapters.rtsp.outcome.Malformed;

/** Told what a {@link RtpReceiver} makes of its packets. */
public interface UnitSink {
    /**
     * A whole access unit.
     *
     * @param ticks RTP timestamp without wrap-around, 1/90000 s
     * @param bits Annex B, exactly as long as the unit, the sink's from now on
     */
    void unit(boolean key, long ticks, byte[] bits);

    /**
     * A unit that is not delivered.
     *
     * @param damaged because packets of it were lost or unusable; otherwise because nobody wants it
     */
    void skipped(boolean damaged);

    void malformed(Malformed kind);

    void lost(int packets);

    void duplicate();
}
