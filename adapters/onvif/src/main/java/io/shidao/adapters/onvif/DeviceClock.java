package io.shidao.adapters.onvif;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.w3c.dom.Element;

/** Reads {@code GetSystemDateAndTimeResponse} (ONVIF Core, section on system date and time). */
final class DeviceClock {
    private DeviceClock() {}

    /** The device's clock minus ours; empty when it does not say its UTC time, or one that does not exist. */
    static Optional<Duration> offset(Element answer, Instant now) {
        return Xml.at(answer, Namespaces.DEVICE, "SystemDateAndTime")
                .flatMap(clock -> Xml.at(clock, Namespaces.SCHEMA, "UTCDateTime"))
                .flatMap(DeviceClock::time)
                .map(time -> Duration.between(now, time));
    }

    private static Optional<Instant> time(Element utc) {
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(utc, "Date", "Year"),
                    number(utc, "Date", "Month"),
                    number(utc, "Date", "Day"),
                    number(utc, "Time", "Hour"),
                    number(utc, "Time", "Minute"),
                    Math.min(59, number(utc, "Time", "Second"))); // a leap second is allowed
            boolean plausible = time.getYear() >= 1970 && time.getYear() < 2200;
            return plausible ? Optional.of(time.toInstant(ZoneOffset.UTC)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Element utc, String part, String name) {
        return Xml.count(Xml.text(utc, Namespaces.SCHEMA, part, name));
    }
}
