package io.shidao.testkit.region;

import io.shidao.kernel.session.Seat;
import java.util.List;

/**
 * A class of the region.
 *
 * @param number from 0
 * @param institution number of the one that holds it
 * @param name for people to read
 * @param programme 工种
 * @param room of the institution, from 0
 * @param teacher on its roster
 * @param trainees in the order of {@code seats}
 * @param seats of the trainees
 * @param approved the bureau approves it; else it is rejected, and nothing of it takes place
 */
public record TrainingClass(
        int number,
        int institution,
        String name,
        String programme,
        int room,
        Person teacher,
        List<Person> trainees,
        List<Seat> seats,
        boolean approved) {
    public TrainingClass {
        trainees = List.copyOf(trainees);
        seats = List.copyOf(seats);
    }

    /** Where the teacher stands. */
    public static final Seat TEACHERS_PLACE = new Seat(0.5f, 0.93f);
}
