/** A real PostgreSQL server of our own for the one-machine edition and for tests. */
@NullMarked
package io.shidao.adapters.postgres.engine;

import org.jspecify.annotations.NullMarked;
