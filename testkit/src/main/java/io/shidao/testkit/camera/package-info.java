/** An RTSP camera in the process: H.264 over RTP by TCP and UDP, with faults to switch on and off while it runs. */
@NullMarked
package io.shidao.testkit.camera;

import org.jspecify.annotations.NullMarked;
