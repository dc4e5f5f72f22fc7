/** Stand-ins and scripts for the analyzer's tests. */
@NullMarked
package io.shidao.analyzer.testing;

import org.jspecify.annotations.NullMarked;
