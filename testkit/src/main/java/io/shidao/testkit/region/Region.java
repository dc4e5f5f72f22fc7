package io.shidao.testkit.region;

import java.time.ZoneId;
import java.util.List;

/**
 * A made-up region and what happens in it. Made by {@link #of}, the same for the same seed; no I/O, no clock.
 *
 * @param size it was made by
 * @param prefectures names
 * @param institutions in order of their numbers
 * @param people all who are entered, by number
 * @param classes by number
 * @param sessions in order of their starts
 */
public record Region(
        RegionSize size,
        List<String> prefectures,
        List<Institution> institutions,
        List<Person> people,
        List<TrainingClass> classes,
        List<SessionScript> sessions) {
    /** In which times of day are meant. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public Region {
        prefectures = List.copyOf(prefectures);
        institutions = List.copyOf(institutions);
        people = List.copyOf(people);
        classes = List.copyOf(classes);
        sessions = List.copyOf(sessions);
    }

    /**
     * An institution.
     *
     * @param number from 0
     * @param prefecture number of it
     * @param name for people to read
     * @param rooms each with a camera
     */
    public record Institution(int number, int prefecture, String name, int rooms) {}

    public static Region of(RegionSize size) {
        return new RegionMaker(size).make();
    }
}
