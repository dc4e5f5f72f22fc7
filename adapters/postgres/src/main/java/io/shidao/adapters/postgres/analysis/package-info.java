/** What the analyzer concluded, with the offsets it read to, in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.analysis;

import org.jspecify.annotations.NullMarked;
