/** Small help for stores in SQL: transactions, times, and what a failure means. */
@NullMarked
package io.shidao.adapters.postgres.sql;

import org.jspecify.annotations.NullMarked;
