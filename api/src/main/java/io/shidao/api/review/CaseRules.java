package io.shidao.api.review;

import io.shidao.api.calendar.Deadlines;
import io.shidao.api.calendar.WorkCalendar;
import java.time.ZoneId;

/** By what cases are worked on. */
public record CaseRules(ReviewConfig config, Deadlines deadlines) {
    public static CaseRules of(ReviewConfig config, WorkCalendar calendar) {
        return new CaseRules(config, new Deadlines(ZoneId.of(config.zone()), config.workingDays(), calendar));
    }
}
