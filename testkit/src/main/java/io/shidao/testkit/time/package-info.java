/** A clock for tests. */
@NullMarked
package io.shidao.testkit.time;

import org.jspecify.annotations.NullMarked;
