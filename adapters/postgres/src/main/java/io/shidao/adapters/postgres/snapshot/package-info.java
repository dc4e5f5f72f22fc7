/** Which snapshots came, in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.snapshot;

import org.jspecify.annotations.NullMarked;
