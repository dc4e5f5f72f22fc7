/** DetectedFace → AlignedFace: which faces are looked at closely. */
@NullMarked
package io.shidao.analyzer.align;

import org.jspecify.annotations.NullMarked;
