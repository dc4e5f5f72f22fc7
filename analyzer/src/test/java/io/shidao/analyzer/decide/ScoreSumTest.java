package io.shidao.analyzer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreSumTest {
    private final ScoreSum one = new ScoreSum(1, 2, 3, 4, 5, 6);

    @Test
    void addsAndScalesEveryPart() {
        assertThat(one.plus(new ScoreSum(10, 20, 30, 40, 50, 60))).isEqualTo(new ScoreSum(11, 22, 33, 44, 55, 66));
        assertThat(one.times(0.5)).isEqualTo(new ScoreSum(0.5, 1, 1.5, 2, 2.5, 3));
    }

    @Test
    void hasMeansByWeight() {
        ScoreSum sum = new ScoreSum(2, 2, 3, 4, 5, 6);

        assertThat(sum.meanScore()).isEqualTo(1);
        assertThat(sum.meanExpected()).isEqualTo(1.5);
        assertThat(sum.meanBetween()).isEqualTo(2);
        assertThat(sum.meanWithin()).isEqualTo(2.5);
        assertThat(sum.meanSpread()).isEqualTo(3);
    }
}
