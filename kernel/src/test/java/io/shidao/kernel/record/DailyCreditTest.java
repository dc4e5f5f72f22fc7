package io.shidao.kernel.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.record.DailyCredit.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyCreditTest {
    @Test
    void countsTheFirstSessionsUpToTheLimit() {
        assertThat(DailyCredit.counted(List.of(new Session(1.5, 4), new Session(1.5, 4), new Session(1.5, 4))))
                .containsExactly(1.5, 1.5, 1.0);
        assertThat(DailyCredit.counted(List.of(new Session(4, 4), new Session(0.67, 4))))
                .containsExactly(4.0, 0.0);
    }

    @Test
    void takesEachSessionsOwnLimit() {
        assertThat(DailyCredit.counted(List.of(new Session(3, 0), new Session(2, 4), new Session(1, 0))))
                .containsExactly(3.0, 1.0, 1.0);
        assertThat(DailyCredit.counted(List.of())).isEmpty();
    }
}
