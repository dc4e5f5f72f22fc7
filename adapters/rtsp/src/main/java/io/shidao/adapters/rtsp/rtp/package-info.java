/** From RTP packets to access units: RFC 3550 with the payloads of RFC 6184 (H.264) and RFC 7798 (H.265). No I/O. */
@NullMarked
package io.shidao.adapters.rtsp.rtp;

import org.jspecify.annotations.NullMarked;
