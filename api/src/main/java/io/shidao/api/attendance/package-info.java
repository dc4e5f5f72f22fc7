/** What people lay down about attendance, its history, random checks and check-ins. */
@NullMarked
package io.shidao.api.attendance;

import org.jspecify.annotations.NullMarked;
