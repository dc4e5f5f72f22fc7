package io.shidao.app.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShiftedLoopTest {
    private static final List<byte[]> UNITS = List.of(new byte[] {0}, new byte[] {1}, new byte[] {2}, new byte[] {3});

    @Test
    void startsWithAShorterGroupAndGoesOnFromItsBeginning() {
        assertThat(first(8, new ShiftedLoop(25, UNITS, 2))).containsExactly(0, 1, 0, 1, 2, 3, 0, 1);
    }

    @Test
    void withoutAShiftItIsAPlainLoop() {
        assertThat(first(6, new ShiftedLoop(25, UNITS, 0))).containsExactly(0, 1, 2, 3, 0, 1);
    }

    private static List<Integer> first(int number, ShiftedLoop loop) {
        return IntStream.range(0, number).mapToObj(i -> (int) loop.next()[0]).toList();
    }
}
