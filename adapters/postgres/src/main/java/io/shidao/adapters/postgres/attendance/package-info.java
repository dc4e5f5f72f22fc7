/** What people lay down about attendance, and its history. */
@NullMarked
package io.shidao.adapters.postgres.attendance;

import org.jspecify.annotations.NullMarked;
