package io.shidao.testkit.classroom;

import io.shidao.kernel.session.Seat;
import java.util.ArrayList;
import java.util.List;

/**
 * Where people are in the picture: six rows of six seats with an aisle in the middle, seen from above the blackboard,
 * and the teacher at the left edge. Heads get smaller with distance: 80 pixels in the first row, 36 in the last.
 */
public final class ClassroomLayout {
    /** Of the picture, pixels. */
    public static final int WIDTH = 1920;

    /** Of the picture, pixels. */
    public static final int HEIGHT = 1080;

    public static final int ROWS = 6;
    public static final int SEATS_PER_ROW = 6;

    /** Where the teacher stands. */
    public static final Seat TEACHER = new Seat(0.075f, 0.47f);

    static final float SEAT_WIDTH = 2.75f; // all widths in face heights
    static final float AISLE_WIDTH = 1f;

    private static final float FIRST_ROW_FACE = 80;
    private static final float TEACHER_FACE = 78;
    private static final float ROW_DISTANCE = 0.25f; // in units of the first row's distance
    private static final float HORIZON = -157; // y of a head infinitely far away, pixels
    private static final float HEAD_DROP = 11.78f; // below the horizon, in face heights
    private static final float ROOM_CENTRE = 1070; // x of the aisle, pixels
    private static final float TEACHERS_PLACE = 0.13f;

    private ClassroomLayout() {}

    /**
     * A seat.
     *
     * @param row 0 is the nearest to the camera
     * @param place 0 is at the left
     */
    public static Seat seat(int row, int place) {
        if (row < 0 || row >= ROWS || place < 0 || place >= SEATS_PER_ROW) {
            throw new IllegalArgumentException("seat: row " + row + ", place " + place + " (expected: up to 5 each)");
        }
        float aisle = place < SEATS_PER_ROW / 2 ? -AISLE_WIDTH / 2 : AISLE_WIDTH / 2;
        float places = place - (SEATS_PER_ROW - 1) / 2f;
        float x = ROOM_CENTRE + rowFace(row) * (places * SEAT_WIDTH + aisle);
        return new Seat(x / WIDTH, rowY(row) / HEIGHT);
    }

    /** All 36, the nearest row first, each row from left to right. */
    public static List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int place = 0; place < SEATS_PER_ROW; place++) {
                seats.add(seat(row, place));
            }
        }
        return seats;
    }

    /** How high the face of somebody there appears, pixels. */
    public static float faceHeight(Seat seat) {
        return isStanding(seat) ? TEACHER_FACE : (seat.y() * HEIGHT - HORIZON) / HEAD_DROP;
    }

    static boolean isStanding(Seat seat) {
        return seat.x() < TEACHERS_PLACE;
    }

    /** The row that a seat is in, or nearest to. */
    static int row(Seat seat) {
        int nearest = 0;
        for (int row = 1; row < ROWS; row++) {
            if (Math.abs(rowY(row) - seat.y() * HEIGHT) < Math.abs(rowY(nearest) - seat.y() * HEIGHT)) {
                nearest = row;
            }
        }
        return nearest;
    }

    static float rowFace(int row) {
        return FIRST_ROW_FACE / (1 + ROW_DISTANCE * row);
    }

    static float rowY(int row) {
        return HORIZON + HEAD_DROP * rowFace(row);
    }

    static float roomCentre() {
        return ROOM_CENTRE;
    }
}
