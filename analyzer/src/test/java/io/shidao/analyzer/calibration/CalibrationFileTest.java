package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shidao.kernel.face.ModelId;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CalibrationFileTest {
    private final Calibration calibration = new Calibration(
            "m-1/measured",
            new ModelId("m-1"),
            LocalDate.of(2026, 3, 2),
            "12 people, 34 comparisons: 实到",
            new NonMatedScores(0.02, 0.1, 10, 0.125, new NormalScores(Curve.parse("-1:-1.5 0.25:0 3:2.5"))),
            new MatedScores(
                    -0.25,
                    0.1625,
                    0.075,
                    0.21875,
                    48,
                    3.5,
                    Curve.parse("0.125:0.5 0.75:0.25"),
                    0.75,
                    0.625,
                    Curve.parse("24:0.0625"),
                    0.03125,
                    new NormalScores(Curve.parse("-3:-2.75 0:0.5"))));

    @Test
    void readsWhatItWrites() {
        String text = CalibrationFile.write(calibration);

        assertThat(CalibrationFile.read(text)).isEqualTo(calibration);
        assertThat(CalibrationFile.write(CalibrationFile.read(text))).isEqualTo(text);
    }

    @Test
    void writesTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(CalibrationFile.write(calibration)).contains("mated.per-norm=0.162500\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void tellsWhatIsWrong() {
        complains(
                "",
                "",
                "calibration: version null (expected: 1; likely cause: no calibration file, or one of a newer "
                        + "release)");
        complains(
                "version=1",
                "version=2",
                "calibration: version 2 (expected: 1; likely cause: no calibration file, or "
                        + "one of a newer release)");
        complains("id=m-1/measured", "id=", "calibration: no id (expected: a value)");
        complains("mated.alikeness=0.625000\n", "", "calibration: no mated.alikeness (expected: a value)");
        complains(
                "mated.alikeness=0.625000",
                "mated.alikeness=much",
                "calibration: mated.alikeness is much (expected: a number)");
        complains(
                "mated.alikeness=0.625000",
                "mated.alikeness=NaN",
                "calibration: mated.alikeness is NaN (expected: a number)");
        complains("made-on=2026-03-02", "made-on=2.3.2026", "calibration: made-on 2.3.2026 (expected: a date)");
        complains("24.000:0.062500", "24.000", "curve: '24.000' (expected: x:y)");
        complains(
                "non-mated.deviation=0.100000",
                "non-mated.deviation=0",
                "non-mated: deviation 0.0, assumed-members 10.0, look-share 0.125 (expected: above 0, above 0, 0 to 1)");
    }

    private void complains(String part, String instead, String message) {
        String text = CalibrationFile.write(calibration);
        assertThat(text).contains(part);
        String broken = part.isEmpty() ? "" : text.replace(part, instead);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationFile.read(broken))
                .withMessage(message);
    }

    @Test
    void keepsTheMatedSideWhenTheOtherIsMeasuredAnew() {
        NonMatedScores measured = new NonMatedScores(0.1, 0.2, 5, 0, NormalScores.IDENTITY);

        Calibration local = calibration.withNonMated("m-1/here", LocalDate.of(2026, 4, 1), "a school", measured);

        assertThat(local)
                .isEqualTo(new Calibration(
                        "m-1/here",
                        calibration.model(),
                        LocalDate.of(2026, 4, 1),
                        "a school",
                        measured,
                        calibration.mated()));
    }
}
