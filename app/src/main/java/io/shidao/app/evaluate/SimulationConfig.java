package io.shidao.app.evaluate;

import java.time.Duration;

/**
 * What a simulated session is.
 *
 * @param enrolled clips of each person that are enrolled
 * @param roster members
 * @param length of the session
 * @param sampling between two pictures
 * @param absentShare of those who could come
 * @param substitutes outsiders who sit in for absent members in each session
 * @param varied whether a session's looks come from all clips that were not enrolled, or from one of them
 */
record SimulationConfig(
        int enrolled,
        int roster,
        Duration length,
        Duration sampling,
        double absentShare,
        int substitutes,
        boolean varied) {
    static SimulationConfig of(int enrolled, boolean varied) {
        return new SimulationConfig(enrolled, 30, Duration.ofMinutes(45), Duration.ofSeconds(5), 0.05, 2, varied);
    }

    SimulationConfig lasting(Duration time) {
        return new SimulationConfig(enrolled, roster, time, sampling, absentShare, substitutes, varied);
    }
}
