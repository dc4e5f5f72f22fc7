/** Attendance policies: their versions, and which holds where. */
@NullMarked
package io.shidao.api.policy;

import org.jspecify.annotations.NullMarked;
