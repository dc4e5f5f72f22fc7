/** The ordered list of stages that a sample goes through. */
@NullMarked
package io.shidao.analyzer.pipeline;

import org.jspecify.annotations.NullMarked;
