/** The database: pooled connections, migrations, and what a failure of PostgreSQL means to a store. */
@NullMarked
package io.shidao.adapters.postgres;

import org.jspecify.annotations.NullMarked;
