package io.shidao.kernel.session;

import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** The attendance policies that ship, each as version 1. */
public final class AttendancePresets {
    private AttendancePresets() {}

    /** By id, in the order to show them. */
    public static Map<String, AttendancePolicy> all() {
        Map<String, AttendancePolicy> all = new LinkedHashMap<>();
        all.put("default", AttendancePolicy.defaults());
        all.put("online-jtt1302", online());
        all.put("random-checks", randomChecks());
        all.put("classroom", classroom());
        return all;
    }

    /** A snapshot at least every 15 min, somebody verified again at least every 30 min, in the manner of JT/T 1302. */
    static AttendancePolicy online() {
        return AttendancePolicy.defaults().withSnapshots(Duration.ofMinutes(15), Duration.ofMinutes(30));
    }

    /** Eight checks a day, to be answered within a minute; 9 of 48 may be made up. */
    static AttendancePolicy randomChecks() {
        return AttendancePolicy.defaults().withChecks(new RandomChecks(8, Duration.ofMinutes(1), 9, 48));
    }

    /** Class-hours count from 08:00 to 22:00, in sessions of 30 to 45 min, at most four a day. */
    static AttendancePolicy classroom() {
        return AttendancePolicy.defaults()
                .withCredit(new CreditRules(
                        CreditRules.NONE.zone(),
                        LocalTime.of(8, 0),
                        LocalTime.of(22, 0),
                        4,
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(45)));
    }
}
