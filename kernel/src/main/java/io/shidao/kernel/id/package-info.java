/** Identities: one-field records, so that a session's id never stands where a person's belongs. */
@NullMarked
package io.shidao.kernel.id;

import org.jspecify.annotations.NullMarked;
