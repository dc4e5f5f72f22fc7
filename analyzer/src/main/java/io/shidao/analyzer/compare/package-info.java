/** FaceTemplate (probe) → CandidateList, with the session's roster only. */
@NullMarked
package io.shidao.analyzer.compare;

import org.jspecify.annotations.NullMarked;
