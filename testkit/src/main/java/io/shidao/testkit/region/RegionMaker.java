package io.shidao.testkit.region;

import io.shidao.kernel.session.Seat;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Draws institutions, classes and their timetable. For one use. */
final class RegionMaker {
    /** Institutions that the teacher of one class also teaches for: one more than is allowed without a case. */
    static final int TOO_MANY_INSTITUTIONS = 3;

    static final Duration LENGTH = Duration.ofMinutes(45);

    private static final List<LocalTime> MORNING = List.of(LocalTime.of(9, 0), LocalTime.of(10, 0));
    private static final List<LocalTime> AFTERNOON = List.of(LocalTime.of(14, 0), LocalTime.of(15, 0));
    private static final LocalTime EVENING = LocalTime.of(19, 30);
    private static final int TRAINING_DAYS = 4;
    private static final int COLUMNS = 10;
    /** Every so many institutions have a class whose teacher teaches for others too. */
    private static final int SHARING = 7;
    /** Share of the trainees who chose the alternative to face verification. */
    private static final double ALTERNATIVE = 0.01;
    /** Every so many classes have one of them; elsewhere a face that nobody knows could always be theirs. */
    private static final int ALTERNATIVE_EVERY = 10;

    private static final List<String> PROGRAMMES = List.of("施工员", "质量员", "架子工", "塔式起重机司机", "建筑电工");
    private static final List<String> PLACES =
            List.of("天山", "昆仑", "伊犁", "塔里木", "阿尔泰", "博斯腾", "吐鲁番", "喀什", "和田", "哈密", "库尔勒", "昌吉", "石河子", "克拉玛依", "阿克苏");

    private final RegionSize size;
    private final SplittableRandom random;
    private final People people;
    private final List<TrainingClass> classes = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();

    /** A session before anybody is in it. */
    record Slot(TrainingClass trainingClass, SessionKind kind, int day, Instant start, boolean namesTeacher) {}

    RegionMaker(RegionSize size) {
        this.size = size;
        this.random = new SplittableRandom(size.seed());
        this.people = new People(Scenes.mixed(size.seed(), 5));
    }

    Region make() {
        List<String> prefectures = new ArrayList<>();
        for (int i = 0; i < size.prefectures(); i++) {
            prefectures.add(PLACES.get(i % PLACES.size()) + "地区 " + (i + 1));
        }
        List<Region.Institution> institutions = new ArrayList<>();
        for (int i = 0; i < size.institutions(); i++) {
            institutions.add(new Region.Institution(
                    i,
                    i % size.prefectures(),
                    PLACES.get(i % PLACES.size()) + "建筑培训学校 " + (i + 1),
                    Math.max(1, (classesOf(i) + 1) / 2)));
        }
        for (int c = 0; c < size.classes(); c++) {
            open(c);
        }
        slots.sort(Comparator.comparing(Slot::start)
                .thenComparing(slot -> slot.trainingClass().number()));
        return new Region(
                size, prefectures, institutions, people.all(), classes, new Happenings(people, size).play(slots));
    }

    private int classesOf(int institution) {
        return (size.classes() - institution + size.institutions() - 1) / size.institutions();
    }

    private void open(int number) {
        int institution = number % size.institutions();
        int nth = number / size.institutions();
        List<Person> trainees = new ArrayList<>();
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < size.trainees(); i++) {
            boolean alternative =
                    number % ALTERNATIVE_EVERY == 3 && random.nextDouble() < ALTERNATIVE * ALTERNATIVE_EVERY;
            trainees.add(people.next(!alternative));
            seats.add(new Seat(0.05f + 0.1f * (i % COLUMNS), 0.1f + 0.13f * Math.floorDiv(i, COLUMNS)));
        }
        TrainingClass opened = new TrainingClass(
                number,
                institution,
                PROGRAMMES.get(number % PROGRAMMES.size()) + " 2026-" + (number + 1) + " 班",
                PROGRAMMES.get(number % PROGRAMMES.size()),
                nth / 2,
                teacher(institution, nth),
                trainees,
                seats,
                size.classes() < 2 || number != size.classes() - 1);
        classes.add(opened);
        if (opened.approved()) {
            schedule(opened, nth);
        }
    }

    /** Of the second class of every few institutions the teacher is one who teaches for others too. */
    private Person teacher(int institution, int nth) {
        int leader = institution - institution % SHARING;
        boolean shares = isShared(institution, nth) && institution != leader;
        return shares
                ? classes.get(leader + size.institutions()).teacher()
                : isDoubled(institution, nth) ? classes.get(institution - 1).teacher() : people.next(true);
    }

    /** Of the second class of some neighbouring institutions, which need as many days after one another. */
    private boolean isShared(int institution, int nth) {
        return nth == 1 && institution % SHARING < TOO_MANY_INSTITUTIONS && size.days() >= TOO_MANY_INSTITUTIONS;
    }

    /** The first class of every few institutions has the teacher of another one, who teaches there at the same time. */
    private boolean isDoubled(int institution, int nth) {
        return nth == 0 && institution % SHARING == Math.min(4, size.institutions() - 1);
    }

    private void schedule(TrainingClass opened, int nth) {
        int institution = opened.institution();
        int days = Math.min(TRAINING_DAYS, size.days());
        int first = isDoubled(institution, nth) ? firstDayOf(institution - 1) : random.nextInt(size.days() - days + 1);
        if (isShared(institution, nth)) {
            // one after the other: nobody can plan one teacher for two rooms
            days = Math.min(days, size.days() / TOO_MANY_INSTITUTIONS);
            first = institution % SHARING * days;
        }
        boolean namesTeacher = !isDoubled(institution, nth);
        for (int day = 0; day < days; day++) {
            List<LocalTime> times = nth % 2 == 0 ? MORNING : AFTERNOON;
            for (int i = 0; i < times.size(); i++) {
                slots.add(
                        new Slot(opened, kind(day, i, days), first + day, at(first + day, times.get(i)), namesTeacher));
            }
            if (nth == 0 && day == Math.min(1, days - 1)) {
                slots.add(new Slot(opened, SessionKind.ONLINE, first + day, at(first + day, EVENING), false));
            }
        }
    }

    private int firstDayOf(int institution) {
        return slots.stream()
                .filter(slot -> slot.trainingClass().number() == institution)
                .mapToInt(Slot::day)
                .min()
                .orElse(0);
    }

    private static SessionKind kind(int day, int nthOfDay, int days) {
        if (days > 1 && day == days - 1 && nthOfDay == 1) {
            return SessionKind.EXAM;
        }
        return day == 1 && nthOfDay == 1 ? SessionKind.PRACTICE : SessionKind.THEORY;
    }

    private Instant at(int day, LocalTime time) {
        return size.firstDay().plusDays(day).atTime(time).atZone(Region.ZONE).toInstant();
    }
}
