/** Which days are worked on: weekends, and what the State Council announces each year. */
@NullMarked
package io.shidao.api.calendar;

import org.jspecify.annotations.NullMarked;
