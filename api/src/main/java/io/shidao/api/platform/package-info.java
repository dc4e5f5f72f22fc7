/** Online-course platforms: their keys, and the requests they sign (RFC 9421). */
@NullMarked
package io.shidao.api.platform;

import org.jspecify.annotations.NullMarked;
