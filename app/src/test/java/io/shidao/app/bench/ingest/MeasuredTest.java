package io.shidao.app.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasuredTest {
    @Test
    void readsWhatAnotherProcessWrote() {
        Measured measured =
                new Measured(0.8125, new CpuParts(0.5, 0.125, 0.125, 0.0625), 0.25, -0.125, 0, 0.9975, 400, 3);

        assertThat(Measured.parse(measured.text().split(" ", -1))).isEqualTo(measured);
    }
}
