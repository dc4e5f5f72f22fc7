package io.shidao.testkit.classroom;

import java.time.Instant;
import java.util.List;

/**
 * Who is in the room when.
 *
 * @param seed decides movements, occlusions, noise and light; the same seed gives the same pictures
 * @param people in any order; one after the other may use the same seat
 */
public record ClassroomScript(long seed, List<SeatedPerson> people) {
    public ClassroomScript {
        people = List.copyOf(people);
    }

    public List<SeatedPerson> presentAt(Instant time) {
        return people.stream().filter(person -> person.isPresentAt(time)).toList();
    }
}
