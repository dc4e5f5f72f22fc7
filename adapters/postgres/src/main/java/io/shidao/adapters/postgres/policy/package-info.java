/** Attendance policies as versions, and what changes the inputs of a session. */
@NullMarked
package io.shidao.adapters.postgres.policy;

import org.jspecify.annotations.NullMarked;
