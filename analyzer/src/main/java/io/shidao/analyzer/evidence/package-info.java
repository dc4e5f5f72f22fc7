/** Few and good pictures are kept of each track and each session. */
@NullMarked
package io.shidao.analyzer.evidence;

import org.jspecify.annotations.NullMarked;
