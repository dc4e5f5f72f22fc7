package io.shidao.app.demo;

import io.shidao.kernel.session.Seat;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who plays what: the class in the room, the strangers who sit in, and the trainees of the online course. */
final class Cast {
    /** Somebody on the classroom's roster. */
    record Member(Enrolled person, Part part, Seat seat) {}

    /** Photos that show no usable face: a toy, a hidden face, a profile, two that are far too small. */
    static final Set<String> MUST_BE_REFUSED = Set.of("male-18", "male-24", "male-21", "female-31", "male-33");

    /** Sits in the seat of the trainee who is signed for; on no roster of the demonstration's classroom. */
    static final Portrait SUBSTITUTE = Portraits.get("male-08");

    /** Sits in a seat that is nobody's. */
    static final Portrait VISITOR = Portraits.get("male-31");

    static final Seat VISITORS_SEAT = ClassroomLayout.seat(1, 2);

    /**
     * Sits at one login of the online course all the time, and later takes over at another. With a single photo enrolled,
     * somebody who looks more like the trainee stays undecided: cosines of .20 were seen to.
     */
    static final Portrait ONLINE_IMPOSTOR = Portraits.get("male-05");

    static final int TRAINEES = 30;
    static final int ONLINE_TRAINEES = 6;

    private static final Set<Portrait> STRANGERS = Set.of(SUBSTITUTE, VISITOR, ONLINE_IMPOSTOR);

    private final List<Member> room = new ArrayList<>();
    private final List<Enrolled> online;

    private Cast(List<Enrolled> accepted) {
        List<Enrolled> people = accepted.stream()
                .filter(person -> person.portrait().isUsable() && !STRANGERS.contains(person.portrait()))
                .toList();
        if (people.size() < TRAINEES + 1 + ONLINE_TRAINEES) {
            throw new DemoException("cast: only " + people.size() + " of the portraits were accepted (expected: "
                    + (TRAINEES + 1 + ONLINE_TRAINEES) + " or more)");
        }
        List<Seat> seats = ClassroomLayout.seats().stream()
                .filter(seat -> !seat.equals(VISITORS_SEAT))
                .toList();
        for (int i = 0; i < TRAINEES; i++) {
            room.add(new Member(people.get(i), part(i), seats.get(i)));
        }
        room.add(new Member(people.get(TRAINEES), Part.TEACHER, ClassroomLayout.TEACHER));
        online = people.subList(TRAINEES + 1, TRAINEES + 1 + ONLINE_TRAINEES);
    }

    static Cast of(List<Enrolled> accepted) {
        return new Cast(accepted);
    }

    private static Part part(int trainee) {
        return switch (trainee) {
            case 4 -> Part.LATE;
            case 7 -> Part.SUBSTITUTED;
            case 13 -> Part.SIGNED_FOR;
            case 21 -> Part.LEAVES_EARLY;
            default -> Part.HONEST;
        };
    }

    /** The classroom's roster, the teacher last. */
    List<Member> room() {
        return List.copyOf(room);
    }

    Member the(Part part) {
        return room.stream().filter(m -> m.part() == part).findFirst().orElseThrow();
    }

    List<Enrolled> online() {
        return online;
    }
}
