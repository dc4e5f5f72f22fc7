/** Which times of a session its sources really showed, and why not the others. */
@NullMarked
package io.shidao.analyzer.coverage;

import org.jspecify.annotations.NullMarked;
