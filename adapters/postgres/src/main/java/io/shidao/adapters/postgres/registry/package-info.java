/** What people enter, in PostgreSQL: institutions, classes, subjects, references, sources, sessions and claims. */
@NullMarked
package io.shidao.adapters.postgres.registry;

import org.jspecify.annotations.NullMarked;
