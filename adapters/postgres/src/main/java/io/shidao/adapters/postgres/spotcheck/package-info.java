/** Spot checks in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.spotcheck;

import org.jspecify.annotations.NullMarked;
