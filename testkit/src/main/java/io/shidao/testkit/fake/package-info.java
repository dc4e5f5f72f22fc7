/** Hand-written stand-ins for unit tests: scripted, in memory, without I/O. */
@NullMarked
package io.shidao.testkit.fake;

import org.jspecify.annotations.NullMarked;
