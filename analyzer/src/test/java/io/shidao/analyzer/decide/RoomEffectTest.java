package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.CALIBRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.analyzer.decide.RoomEffect.Witness;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RoomEffectTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    @Test
    void isAsUncertainAsRoomsAreBeforeAnybodyTells() {
        assertThat(RoomEffect.unknown(0.03).shift()).isZero();
        assertThat(RoomEffect.unknown(0.03).variance()).isCloseTo(0.0009, CLOSE);
        // one deviation lower, for those who are missing
        assertThat(RoomEffect.of(List.of(), 0.03).shift()).isCloseTo(-0.03, CLOSE);
        assertThat(RoomEffect.of(List.of(), 0.03).variance()).isCloseTo(0.0009, CLOSE);
    }

    /** A normal prior and normal observations. */
    @Test
    void isThePosteriorGivenTheWitnesses() {
        RoomEffect room = RoomEffect.of(List.of(witness(-0.1, 1), witness(-0.04, 0.5)), 0.03);

        double precision = 1 / 0.0009 + 1 / 0.01 + 0.5 / 0.01;
        double mean = (-0.1 / 0.01 - 0.5 * 0.04 / 0.01) / precision;
        assertThat(room.variance()).isCloseTo(1 / precision, CLOSE);
        assertThat(room.shift()).isCloseTo(mean - Math.sqrt(1 / precision), CLOSE);
    }

    @Test
    void isBelievedOfManyWitnesses() {
        RoomEffect room = RoomEffect.of(Collections.nCopies(10_000, witness(-0.1, 1)), 0.03);

        assertThat(room.shift()).isCloseTo(-0.1, within(0.003));
        assertThat(room.variance()).isLessThan(1.1e-6);
    }

    @Test
    void doesNotListenToWhoIsNobody() {
        assertThat(RoomEffect.of(List.of(witness(-0.5, 0)), 0.03)).isEqualTo(RoomEffect.of(List.of(), 0.03));
    }

    private static Witness witness(double residual, double probability) {
        return new Witness(new Hypothesis(0.6 + residual, 0.6, 0.01, 0.1, CALIBRATION), probability);
    }
}
