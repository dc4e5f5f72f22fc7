package io.shidao.app.demo;

/** What somebody does in the demonstration's classroom, and what must come out of it. */
enum Part {
    HONEST("PRESENT", true),
    LATE("LATE", true),
    LEAVES_EARLY("LEFT_EARLY", true),
    /** Signed for, absent, and somebody else sits in the seat. */
    SUBSTITUTED("ABSENT", true),
    /** Signed for, absent, and the seat is empty. */
    SIGNED_FOR("ABSENT", true),
    TEACHER("PRESENT", false);

    private final String status;
    private final boolean claimed;

    Part(String status, boolean claimed) {
        this.status = status;
        this.claimed = claimed;
    }

    /** Name of the attendance status that is right for it. */
    String status() {
        return status;
    }

    /** Whether the signature list has the name. */
    boolean claimed() {
        return claimed;
    }
}
