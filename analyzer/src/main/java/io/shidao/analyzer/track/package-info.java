/** DetectedFace → Track: which faces of successive samples are one person. */
@NullMarked
package io.shidao.analyzer.track;

import org.jspecify.annotations.NullMarked;
