package io.shidao.app.demo;

/** What somebody of the class does in the demonstration, and the attendance status that must come out of it. */
enum Part {
    HONEST("PRESENT"),
    LATE("LATE"),
    LEAVES_EARLY("LEFT_EARLY"),
    /** Signed for, absent, and somebody else sits in the seat. */
    SUBSTITUTED("ABSENT"),
    /** Signed for, absent, and the seat is empty. */
    SIGNED_FOR("ABSENT"),
    TEACHER("PRESENT");

    private final String status;

    Part(String status) {
        this.status = status;
    }

    String status() {
        return status;
    }

    boolean isInTheRoom() {
        return this != SUBSTITUTED && this != SIGNED_FOR;
    }
}
