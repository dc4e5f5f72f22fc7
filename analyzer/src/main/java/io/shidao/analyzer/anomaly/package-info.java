/** Records, tracks and claims → Anomaly: one class for each rule. */
@NullMarked
package io.shidao.analyzer.anomaly;

import org.jspecify.annotations.NullMarked;
