/** Accounts, sign-ins, platform keys and the access log in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.access;

import org.jspecify.annotations.NullMarked;
