/** Imports of tables and of photos in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.imports;

import org.jspecify.annotations.NullMarked;
