/** Figures as people read them: shares with their intervals, tables, plots. */
@NullMarked
package io.shidao.app.evaluate.figure;

import org.jspecify.annotations.NullMarked;
