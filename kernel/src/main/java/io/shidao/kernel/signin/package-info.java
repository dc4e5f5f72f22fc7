/** How cameras want to be shown that we know their password: HTTP's Basic and Digest, which RTSP shares. No I/O. */
@NullMarked
package io.shidao.kernel.signin;

import org.jspecify.annotations.NullMarked;
