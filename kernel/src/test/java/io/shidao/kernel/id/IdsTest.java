package io.shidao.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void makesUuidsOfVersionSeven() {
        UUID id = UUID.fromString(Ids.at(0x0123_4567_89ABL));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(0x0123_4567_89ABL);
    }

    @Test
    void makesIdsThatSortByTime() {
        assertThat(Ids.at(1_700_000_000_000L)).isLessThan(Ids.at(1_700_000_000_001L));
    }

    @Test
    void neverMakesTheSameTwice() {
        assertThat(SessionId.fresh()).isNotEqualTo(SessionId.fresh());
    }

    @Test
    void acceptsTheTextOfEveryFreshId() {
        String text = Ids.fresh();

        assertThat(new SubjectId(text)).hasToString(text);
    }

    @Test
    void refusesWhatCouldNotStandInAUrlOrAKey() {
        for (String text : new String[] {"", "a b", "a/b", "../x", "ä", "a\n", "x".repeat(65)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SessionId(text))
                    .withMessageStartingWith("SessionId: ");
        }
    }

    @Test
    void showsOnlyTheBeginningOfAnEndlessText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionId("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
