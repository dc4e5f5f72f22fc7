/** Ports of the stores that more than one service needs. */
@NullMarked
package io.shidao.kernel.store;

import org.jspecify.annotations.NullMarked;
