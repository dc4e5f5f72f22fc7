/** How a stream ends, and the kinds of bytes that are not what they should be. */
@NullMarked
package io.shidao.adapters.rtsp.outcome;

import org.jspecify.annotations.NullMarked;
