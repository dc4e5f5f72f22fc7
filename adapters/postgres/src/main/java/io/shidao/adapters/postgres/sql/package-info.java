/** Small help for stores in SQL: times and JSON between rows and values. */
@NullMarked
package io.shidao.adapters.postgres.sql;

import org.jspecify.annotations.NullMarked;
