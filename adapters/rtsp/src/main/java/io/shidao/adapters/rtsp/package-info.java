/** RTSP over TCP on an event loop for all cameras: {@code rtsp} and {@code rtsps} addresses behind the kernel's media port. */
@NullMarked
package io.shidao.adapters.rtsp;

import org.jspecify.annotations.NullMarked;
