package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.A;
import static io.shidao.analyzer.decide.Looks.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.decide.Decision.Outsider;
import io.shidao.analyzer.decide.Decision.Reason;
import io.shidao.analyzer.decide.Decision.Recognised;
import io.shidao.analyzer.decide.Decision.Undecided;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void isOfANewTrackThatThereWereTooFewLooks() {
        assertThat(Decision.ofNew()).isEqualTo(new Undecided(Reason.TOO_FEW_LOOKS, Set.of()));
        assertThat(Decision.ofNew()).matches(d -> !d.isDecided() && !d.isOutsider() && !d.isRecognised() && !d.is(A));
    }

    @Test
    void knowsWhomItNames() {
        Decision a = new Recognised(A, 1e-5);

        assertThat(a).matches(d -> d.isDecided() && d.isRecognised() && !d.isOutsider());
        assertThat(a.is(A)).isTrue();
        assertThat(a.is(B)).isFalse();
        assertThat(new Outsider(1e-5)).matches(d -> d.isDecided() && d.isOutsider() && !d.isRecognised() && !d.is(A));
    }
}
