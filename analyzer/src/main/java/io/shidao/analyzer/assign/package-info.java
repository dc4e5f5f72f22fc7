/** Who goes with whom at the least cost: arithmetic for tracks and for the roster. */
@NullMarked
package io.shidao.analyzer.assign;

import org.jspecify.annotations.NullMarked;
