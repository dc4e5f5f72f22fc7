/** Spot checks: draws weighted by risk that can be proved fair afterwards, and their results. */
@NullMarked
package io.shidao.api.spotcheck;

import org.jspecify.annotations.NullMarked;
