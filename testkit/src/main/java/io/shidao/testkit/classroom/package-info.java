/** A classroom that was never there: rendered from portraits and a script, the same from the same seed. */
@NullMarked
package io.shidao.testkit.classroom;

import org.jspecify.annotations.NullMarked;
