package io.shidao.testkit.region;

import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.session.Seat;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Draws who comes, who does not, and what is wrong: the sessions' scripts. For one use. */
final class Happenings {
    private static final Duration LATE_BY = Duration.ofMinutes(17);
    private static final Duration EARLY_BY = Duration.ofMinutes(17);
    private static final Duration OUTAGE_FROM = Duration.ofMinutes(14);
    private static final Duration LEAST_OUTAGE = Duration.ofMinutes(15);
    /** A source that is sampled seldom is not lost before three intervals are over. */
    private static final int OUTAGE_INTERVALS = 4;

    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final float FACE_PIXELS = 66;
    private static final float SNAPSHOT_FACE_PIXELS = 170;
    /** Too small to tell who it is, large enough to be counted. */
    private static final float SMALL_FACE_PIXELS = 18;

    private static final Seat NOBODYS_SEAT = new Seat(0.12f, 0.93f);
    private static final Seat BEFORE_A_COMPUTER = new Seat(0.5f, 0.45f);
    private static final int REPEATED_SUBSTITUTES = 3;
    private static final int FEW_SESSIONS = 40;
    /** By number of the session. */
    private static final int CANCELLED_ONLINE = 4;
    /** Of somebody whose place another one has: who it was is for people to say. */
    private static final List<AttendanceStatus> NOT_SEEN =
            List.of(AttendanceStatus.ABSENT, AttendanceStatus.UNVERIFIED);

    private final People people;
    private final SplittableRandom random;
    private final Duration outage;
    private final List<Long> substitutes = new ArrayList<>();
    private final Map<Long, Set<Integer>> sessionsOfSubstitutes = new HashMap<>();
    private final List<SessionScript> scripts = new ArrayList<>();
    private final Map<Integer, Set<Integer>> institutionsOfTeachers = new HashMap<>();
    private final Map<Integer, List<SessionScript>> taught = new HashMap<>();

    Happenings(People people, RegionSize size) {
        this.people = people;
        this.random = new SplittableRandom(Scenes.mixed(size.seed(), 77));
        Duration seldom = size.interval().multipliedBy(OUTAGE_INTERVALS);
        this.outage = seldom.compareTo(LEAST_OUTAGE) > 0 ? seldom : LEAST_OUTAGE;
        for (int i = 0; i < REPEATED_SUBSTITUTES; i++) {
            substitutes.add(people.stranger());
        }
    }

    /** What is wrong with a whole session. */
    enum Trouble {
        NONE,
        SUBSTITUTE,
        SIGNED_FOR,
        CANCELLED,
        REPEATED_SUBSTITUTE,
        OUTSIDER,
        NO_TEACHER,
        LOST,
        FROZEN,
        FEW,
        CROWD
    }

    List<SessionScript> play(List<RegionMaker.Slot> slots) {
        List<Trouble> troubles = troubles(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            RegionMaker.Slot slot = slots.get(i);
            Draft draft = new Draft(i, slot);
            if (slot.kind().isOnline()) {
                draft.online(i % CANCELLED_ONLINE == CANCELLED_ONLINE - 1);
            } else {
                draft.classroom(slot.kind() == SessionKind.EXAM ? Trouble.NONE : possible(slot, troubles.get(i)));
            }
            keep(draft.script());
        }
        return scripts;
    }

    /** Most sessions are in order; every fourth is not, of a few every second, and every kind of trouble comes in its turn. */
    private List<Trouble> troubles(int count) {
        List<Trouble> troubles = new ArrayList<>();
        Trouble[] kinds = Trouble.values();
        int every = count < FEW_SESSIONS ? 2 : 4;
        for (int i = 0; i < count; i++) {
            troubles.add(i % every == 1 ? kinds[1 + i / every % (kinds.length - 1)] : Trouble.NONE);
        }
        return troubles;
    }

    /**
     * A stranger among people of whom some have no photo may be one of those, and of those nobody can say that they are
     * away: nothing could be expected.
     */
    private static Trouble possible(RegionMaker.Slot slot, Trouble wanted) {
        boolean needsAllFaces = wanted == Trouble.SUBSTITUTE
                || wanted == Trouble.REPEATED_SUBSTITUTE
                || wanted == Trouble.OUTSIDER
                || wanted == Trouble.FEW
                || wanted == Trouble.CROWD;
        boolean has = slot.trainingClass().trainees().stream().allMatch(Person::consents);
        return needsAllFaces && !has ? Trouble.NONE : wanted;
    }

    private void keep(SessionScript script) {
        scripts.add(script);
    }

    /** One session in the making. */
    private final class Draft {
        private final int number;
        private final RegionMaker.Slot slot;
        private final TrainingClass group;
        private final Instant start;
        private final Instant end;
        private boolean cancelled;
        private final List<SessionScript.Stay> stays = new ArrayList<>();
        private final Set<Integer> claimants = new HashSet<>();
        private final List<SessionScript.Outage> outages = new ArrayList<>();
        private final Map<Integer, List<AttendanceStatus>> expected = new HashMap<>();
        private final List<Planted> planted = new ArrayList<>();

        Draft(int number, RegionMaker.Slot slot) {
            this.number = number;
            this.slot = slot;
            this.group = slot.trainingClass();
            this.start = slot.start();
            this.end = start.plus(RegionMaker.LENGTH);
        }

        SessionScript script() {
            return new SessionScript(
                    number,
                    group.number(),
                    slot.kind(),
                    start,
                    end,
                    cancelled,
                    slot.namesTeacher(),
                    stays,
                    claimants,
                    outages,
                    expected,
                    planted);
        }

        void classroom(Trouble trouble) {
            if (trouble == Trouble.CANCELLED) {
                heldThough();
                return;
            }
            boolean calm = trouble == Trouble.LOST
                    || trouble == Trouble.FROZEN
                    || trouble == Trouble.FEW
                    || trouble == Trouble.CROWD;
            int odd = oddTrainee();
            for (int i = 0; i < group.trainees().size(); i++) {
                trainee(i, trouble, calm, odd);
            }
            teacher(trouble);
            switch (trouble) {
                case OUTSIDER -> {
                    stays.add(new SessionScript.Stay(
                            people.stranger(),
                            SessionScript.Looks.STRANGER,
                            -1,
                            NOBODYS_SEAT,
                            FACE_PIXELS,
                            start.plus(MARGIN),
                            end.minus(MARGIN)));
                    planted.add(new Planted(AnomalyKind.OUTSIDER, Set.of()));
                }
                case LOST -> outage(SourceState.TIMED_OUT, AnomalyKind.SOURCE_LOST);
                case FROZEN -> outage(SourceState.FROZEN, AnomalyKind.SOURCE_FROZEN);
                case FEW -> planted.add(new Planted(AnomalyKind.LOW_ATTENDANCE, Set.of()));
                case CROWD -> crowd();
                default -> {}
            }
        }

        /** Cancelled, and people come, sign and log in all the same. */
        private void heldThough() {
            cancelled = true;
            group.trainees().forEach(person -> claimants.add(person.number()));
            planted.add(new Planted(AnomalyKind.UNAPPROVED_SESSION, Set.of()));
        }

        /** Somebody who agreed to face verification, for a part that needs it. */
        private int oddTrainee() {
            int at = random.nextInt(group.trainees().size());
            while (!group.trainees().get(at).consents()) {
                at = (at + 1) % group.trainees().size();
            }
            return at;
        }

        private void trainee(int i, Trouble trouble, boolean calm, int odd) {
            Person person = group.trainees().get(i);
            Seat seat = group.seats().get(i);
            if (i == odd && (trouble == Trouble.SUBSTITUTE || trouble == Trouble.REPEATED_SUBSTITUTE)) {
                boolean again = trouble == Trouble.REPEATED_SUBSTITUTE;
                long other = again ? repeated() : people.stranger();
                stays.add(new SessionScript.Stay(
                        other,
                        again ? SessionScript.Looks.CLEAR_STRANGER : SessionScript.Looks.STRANGER,
                        person.number(),
                        seat,
                        FACE_PIXELS,
                        start.minus(MARGIN),
                        end.plus(MARGIN)));
                claimants.add(person.number());
                expected.put(person.number(), NOT_SEEN);
                planted.add(new Planted(AnomalyKind.IMPERSONATION, Set.of(person.number())));
            } else if (i == odd && trouble == Trouble.SIGNED_FOR) {
                claimants.add(person.number());
                expected.put(person.number(), List.of(AttendanceStatus.ABSENT));
                planted.add(new Planted(AnomalyKind.ABSENT_BUT_SIGNED, Set.of(person.number())));
            } else if (trouble == Trouble.FEW && i % 2 == 0) {
                expected.put(person.number(), List.of(absent(person)));
            } else {
                honest(person, seat, calm);
            }
        }

        private long repeated() {
            long face = substitutes.get(random.nextInt(REPEATED_SUBSTITUTES));
            Set<Integer> earlier = sessionsOfSubstitutes.computeIfAbsent(face, seen -> new HashSet<>());
            if (!earlier.isEmpty()) {
                planted.add(new Planted(AnomalyKind.REPEAT_SUBSTITUTE, Set.of(), earlier));
            }
            earlier.add(number);
            return face;
        }

        private AttendanceStatus absent(Person person) {
            return person.consents() ? AttendanceStatus.ABSENT : AttendanceStatus.UNVERIFIED;
        }

        private void honest(Person person, Seat seat, boolean calm) {
            double drawn = random.nextDouble();
            Instant from = start.minus(MARGIN);
            Instant to = end.plus(MARGIN);
            AttendanceStatus status = person.consents() ? AttendanceStatus.PRESENT : AttendanceStatus.UNVERIFIED;
            if (!calm && person.consents()) {
                if (drawn < 0.03) {
                    from = start.plus(LATE_BY);
                    status = AttendanceStatus.LATE;
                } else if (drawn < 0.05) {
                    to = end.minus(EARLY_BY);
                    status = AttendanceStatus.LEFT_EARLY;
                } else if (drawn < 0.08) {
                    expected.put(person.number(), List.of(AttendanceStatus.ABSENT));
                    return;
                }
            }
            claimants.add(person.number());
            stays.add(stay(person.face(), person.number(), seat, from, to));
            expected.put(person.number(), List.of(status));
        }

        private void teacher(Trouble trouble) {
            Person teacher = group.teacher();
            if (trouble == Trouble.NO_TEACHER) {
                planted.add(new Planted(AnomalyKind.TEACHER_ABSENT, Set.of(teacher.number())));
                expected.put(teacher.number(), List.of(AttendanceStatus.ABSENT));
                return;
            }
            stays.add(stay(
                    teacher.face(),
                    teacher.number(),
                    TrainingClass.TEACHERS_PLACE,
                    start.minus(MARGIN),
                    end.plus(MARGIN)));
            expected.put(teacher.number(), List.of(AttendanceStatus.PRESENT));
            Set<Integer> institutions = institutionsOfTeachers.computeIfAbsent(teacher.number(), n -> new HashSet<>());
            boolean isNew = institutions.add(group.institution());
            if (isNew && institutions.size() == RegionMaker.TOO_MANY_INSTITUTIONS) {
                planted.add(new Planted(AnomalyKind.SHARED_TEACHER, Set.of(teacher.number())));
            }
            List<SessionScript> others = taught.computeIfAbsent(teacher.number(), n -> new ArrayList<>());
            Set<Integer> meanwhile = others.stream()
                    .filter(other -> other.start().equals(start))
                    .map(SessionScript::number)
                    .collect(Collectors.toSet());
            if (!meanwhile.isEmpty()) {
                planted.add(new Planted(AnomalyKind.DOUBLE_PRESENCE, Set.of(teacher.number()), meanwhile));
            }
            others.add(script());
        }

        private void outage(SourceState state, AnomalyKind kind) {
            Instant from = start.plus(OUTAGE_FROM);
            outages.add(new SessionScript.Outage(state, from, from.plus(outage)));
            planted.add(new Planted(kind, Set.of()));
        }

        /** People at the back whose faces are too small to tell who they are. */
        private void crowd() {
            int more = 3 + group.trainees().size() / 4;
            for (int i = 0; i < more; i++) {
                stays.add(new SessionScript.Stay(
                        people.stranger(),
                        SessionScript.Looks.STRANGER,
                        -1,
                        new Seat(0.02f + 0.96f * i / more, 0.02f),
                        SMALL_FACE_PIXELS,
                        start.minus(MARGIN),
                        end.plus(MARGIN)));
            }
            planted.add(new Planted(AnomalyKind.HEADCOUNT_MISMATCH, Set.of()));
        }

        void online(boolean held) {
            if (held) {
                heldThough();
                group.trainees()
                        .forEach(person -> atComputer(person, person.face(), SessionScript.Looks.ENROLLED, start, end));
                return;
            }
            int substituted = oddTrainee();
            int away = (substituted + 3) % group.trainees().size();
            for (int i = 0; i < group.trainees().size(); i++) {
                Person person = group.trainees().get(i);
                claimants.add(person.number());
                if (i == substituted) {
                    atComputer(person, people.stranger(), SessionScript.Looks.STRANGER, start, end);
                    expected.put(person.number(), NOT_SEEN);
                    planted.add(new Planted(AnomalyKind.IMPERSONATION, Set.of(person.number())));
                } else if (i == away && person.consents()) {
                    atComputer(person, person.face(), SessionScript.Looks.ENROLLED, start, start.plus(OUTAGE_FROM));
                    expected.put(
                            person.number(),
                            List.of(
                                    AttendanceStatus.LEFT_EARLY,
                                    AttendanceStatus.ABSENT,
                                    AttendanceStatus.PRESENT,
                                    AttendanceStatus.UNVERIFIED));
                    planted.add(new Planted(AnomalyKind.NO_FACE, Set.of(person.number())));
                } else {
                    atComputer(person, person.face(), SessionScript.Looks.ENROLLED, start, end);
                    expected.put(
                            person.number(),
                            List.of(person.consents() ? AttendanceStatus.PRESENT : AttendanceStatus.UNVERIFIED));
                }
            }
            // an online session has no room to stand before
            expected.put(group.teacher().number(), List.of(AttendanceStatus.UNVERIFIED, AttendanceStatus.ABSENT));
        }

        private void atComputer(Person person, long face, SessionScript.Looks looks, Instant from, Instant to) {
            stays.add(new SessionScript.Stay(
                    face, looks, person.number(), BEFORE_A_COMPUTER, SNAPSHOT_FACE_PIXELS, from, to));
        }

        private SessionScript.Stay stay(long face, int person, Seat seat, Instant from, Instant to) {
            return new SessionScript.Stay(face, SessionScript.Looks.ENROLLED, person, seat, FACE_PIXELS, from, to);
        }
    }
}
