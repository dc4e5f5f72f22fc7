/** What is said on an RTSP connection (RFC 2326): messages, who may ask, addresses, session descriptions. No I/O. */
@NullMarked
package io.shidao.adapters.rtsp.message;

import org.jspecify.annotations.NullMarked;
