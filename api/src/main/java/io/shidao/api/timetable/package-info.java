/** Sessions planned, changed and cancelled, and everything that may stand in their way. */
@NullMarked
package io.shidao.api.timetable;

import org.jspecify.annotations.NullMarked;
