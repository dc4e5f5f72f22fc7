/** Whether a camera shows footage that it has shown before. */
@NullMarked
package io.shidao.analyzer.replay;

import org.jspecify.annotations.NullMarked;
