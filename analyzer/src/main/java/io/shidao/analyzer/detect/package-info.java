/** Picture → DetectedFace. */
@NullMarked
package io.shidao.analyzer.detect;

import org.jspecify.annotations.NullMarked;
