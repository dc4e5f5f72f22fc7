/** Consent, requests of data subjects and retention in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.people;

import org.jspecify.annotations.NullMarked;
