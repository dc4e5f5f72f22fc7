/** Looks → Decision; what the next calibrated rule replaces. */
@NullMarked
package io.shidao.analyzer.decide;

import org.jspecify.annotations.NullMarked;
