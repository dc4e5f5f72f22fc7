/** Lists in pages with opaque tokens. */
@NullMarked
package io.shidao.api.page;

import org.jspecify.annotations.NullMarked;
