/** The access log as people read it: who looked at whose face, record or live picture. */
@NullMarked
package io.shidao.api.look;

import org.jspecify.annotations.NullMarked;
