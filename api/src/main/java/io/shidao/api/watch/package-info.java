/** Live pictures for those who may watch, and the record of who watched what. */
@NullMarked
package io.shidao.api.watch;

import org.jspecify.annotations.NullMarked;
