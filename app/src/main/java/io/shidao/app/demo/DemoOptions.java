package io.shidao.app.demo;

import java.time.Duration;

/**
 * How the demonstration runs.
 *
 * @param speed how much faster than real time the class runs
 * @param classLength of both sessions, in class time
 * @param port of the console; 0 takes a free one
 */
public record DemoOptions(double speed, Duration classLength, int port) {
    /** A class of 45 minutes, 30 times as fast. */
    public static DemoOptions defaults() {
        return new DemoOptions(30, Duration.ofMinutes(45), 0);
    }

    /** The same on another port. */
    public DemoOptions withPort(int otherPort) {
        return new DemoOptions(speed, classLength, otherPort);
    }
}
