/** Snapshot → AttackHint: whether the face at a log-in looks like a print or a screen. A hint, never a decision. */
@NullMarked
package io.shidao.analyzer.examine;

import org.jspecify.annotations.NullMarked;
