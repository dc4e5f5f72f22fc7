/** Clocks for tests and the demo. */
@NullMarked
package io.shidao.testkit.time;

import org.jspecify.annotations.NullMarked;
