/** The arithmetic of a draw and of its proof: no database, no clock, the same result everywhere. */
@NullMarked
package io.shidao.api.spotcheck.proof;

import org.jspecify.annotations.NullMarked;
