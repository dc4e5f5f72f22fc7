/** Live events: from the bus to every browser that may see them. */
@NullMarked
package io.shidao.api.live;

import org.jspecify.annotations.NullMarked;
