package io.shidao.adapters.rtsp.message;

import io.shidao.kernel.media.Codec;
import java.util.List;

/**
 * The video of a session that we can use.
 *
 * @param codec H264 or HEVC
 * @param payloadType number that its packets carry, 0 to 127
 * @param control what is set up for it, as the description says; empty means the session itself
 * @param parameterSets NAL units that came with the description, in the order in which a decoder wants them
 * @param badParameterSets how many more could not be read
 */
public record VideoTrack(
        Codec codec, int payloadType, String control, List<byte[]> parameterSets, int badParameterSets) {}
