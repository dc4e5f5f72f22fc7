/** Footage that was shown before: what moves, compared with what moved in the source's past. */
@NullMarked
package io.shidao.analyzer.replay;

import org.jspecify.annotations.NullMarked;
