/** Arithmetic of spans of time. */
@NullMarked
package io.shidao.analyzer.time;

import org.jspecify.annotations.NullMarked;
