/** The one place where kernel values become messages of the bus and back; and the list of topics. */
@NullMarked
package io.shidao.wire;

import org.jspecify.annotations.NullMarked;
