/** Decided tracks, claims and coverage → AttendanceRecord: a pure fold. */
@NullMarked
package io.shidao.analyzer.attendance;

import org.jspecify.annotations.NullMarked;
