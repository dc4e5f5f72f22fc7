/** How the comparison scores of a model are distributed, measured; what every stated error rests on. */
@NullMarked
package io.shidao.analyzer.calibration;

import org.jspecify.annotations.NullMarked;
