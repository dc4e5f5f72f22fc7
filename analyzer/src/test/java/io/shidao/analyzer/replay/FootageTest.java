package io.shidao.analyzer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shidao.kernel.id.SessionId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class FootageTest {
    private static final SessionId SESSION = new SessionId("today");

    private static byte[] look(int level) {
        byte[] look = new byte[Look.BYTES];
        Arrays.fill(look, (byte) level);
        return look;
    }

    @Test
    void comesBackFromItsPackedForm() throws DataFormatException {
        SplittableRandom random = new SplittableRandom(3);
        Footage footage = new Footage(SESSION);
        for (int i = 0; i < 40; i++) {
            byte[] look = new byte[Look.BYTES];
            random.nextBytes(look);
            footage.add(1_000L + 2_000L * i, look);
        }

        Footage again = new Footage(SESSION);
        PackedLooks.read(ByteBuffer.wrap(PackedLooks.write(footage, 0, 40)), again);

        assertThat(again.size()).isEqualTo(40);
        for (int i = 0; i < 40; i++) {
            assertThat(again.atMillis(i)).isEqualTo(footage.atMillis(i));
            assertThat(again.look(i)).isEqualTo(footage.look(i));
        }
    }

    @Test
    void refusesWhatIsCutShort_ofAnotherForm_orTooLong() {
        Footage footage = new Footage(SESSION);
        footage.add(1, look(7));
        byte[] packed = PackedLooks.write(footage, 0, 1);
        byte[] otherForm = packed.clone();
        otherForm[0] = 1;
        byte[] tooMany = packed.clone();
        tooMany[1] = 127;

        for (byte[] bad : new byte[][] {Arrays.copyOf(packed, packed.length - 8), otherForm, tooMany, {}}) {
            assertThatThrownBy(() -> PackedLooks.read(ByteBuffer.wrap(bad), new Footage(SESSION)))
                    .isInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void forgetsTheOldestOfALongSession_andKeepsCounting() {
        Footage footage = new Footage(SESSION);
        for (int i = 0; i < Footage.MOST_LOOKS + 10; i++) {
            footage.add(2_000L * i, look(i));
        }

        assertThat(footage.size()).isLessThanOrEqualTo(Footage.MOST_LOOKS);
        assertThat(footage.forgotten() + footage.size()).isEqualTo(Footage.MOST_LOOKS + 10);
        assertThat(footage.atMillis(0)).isEqualTo(2_000L * footage.forgotten());
        assertThat(footage.level(0)).isEqualTo(footage.forgotten() & 0xff);
    }

    @Test
    void reckonsWhatWasShownBetweenTwoLooks() {
        Footage footage = new Footage(SESSION);
        for (int i = 0; i < 10; i++) {
            footage.add(2_000L * i, look((int) Math.round(120 + 80 * Math.sin(i / 2.0))));
        }

        assertThat((double) level(footage, 9_000)).isCloseTo(120 + 80 * Math.sin(4.5 / 2), within(2.0));
        assertThat(level(footage, 8_000)).isEqualTo(footage.level(4 * Look.BYTES));
        assertThat(Moment.of(footage, -1)).isNull();
        assertThat(Moment.of(footage, 18_001)).isNull();
    }

    private static float level(Footage footage, long millis) {
        return Objects.requireNonNull(Moment.of(footage, millis)).level(footage, 0);
    }
}
