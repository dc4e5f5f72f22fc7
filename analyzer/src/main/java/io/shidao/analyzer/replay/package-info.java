/** Footage that was shown before: fingerprints of what moves, compared with the source's past. */
@NullMarked
package io.shidao.analyzer.replay;

import org.jspecify.annotations.NullMarked;
