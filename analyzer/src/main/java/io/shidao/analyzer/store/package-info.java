/** Port to what the analyzer must not lose. */
@NullMarked
package io.shidao.analyzer.store;

import org.jspecify.annotations.NullMarked;
