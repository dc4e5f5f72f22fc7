package io.shidao.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.api.spotcheck.proof.Beacon;
import io.shidao.api.spotcheck.proof.Candidate;
import io.shidao.api.spotcheck.proof.Commitment;
import io.shidao.api.spotcheck.proof.Digests;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.Risk;
import io.shidao.api.spotcheck.proof.RiskRule;
import io.shidao.api.spotcheck.proof.Urn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyDrawCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void saysThatAProofFitsAndWhatDoesNot() throws IOException {
        DrawProof proof = proof();
        Path good = Files.writeString(folder.resolve("good.json"), proof.text());
        Path bad = Files.writeString(folder.resolve("bad.json"), proof.text().replace("\"heads\"", "\"tails\""));

        Run fits = run(good.toString(), "--committed", proof.commitmentSha256());
        Run changed = run(bad.toString());

        assertThat(fits.code).isZero();
        assertThat(fits.out)
                .contains("ok   DRAWN", "ok   COMMITTED", "9 of 9 checks good", "9 项中 9 项相符", "重新抽签得到相同的 2 个课次");
        assertThat(changed.code).isEqualTo(1);
        assertThat(changed.out).contains("BAD  DRAWN", "--committed", "不符", "应与文件所载结果一致");
        assertThat(run(good.toString(), "--committed", "0".repeat(64)).out).contains("BAD  COMMITTED");
    }

    @Test
    void saysOfAFileThatIsNoProofWhatIsWrong() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"format\": \"x\"}");

        assertThat(run(other.toString()).out).contains("BAD  FILE", "expected: shidao-spot-draw-1", "不是抽签证明文件");
        assertThat(run(folder.resolve("none.json").toString()).code).isEqualTo(1);
    }

    private record Run(int code, String out) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new VerifyDrawCommand())
                .setOut(new PrintWriter(out))
                .execute(arguments);
        return new Run(code, out.toString());
    }

    private static DrawProof proof() {
        Instant at = Instant.parse("2026-03-02T10:00:00Z");
        byte[] seed = new byte[32];
        List<Candidate> population = List.of(
                Candidate.of("s-1", "c", "i", at, new Risk(0, 0, 0, 0, 0)),
                Candidate.of("s-2", "c", "i", at, new Risk(1, 1, 1, 10, 90)),
                Candidate.of("s-3", "c", "i", at, new Risk(0, 0, 0, 0, 0)));
        Commitment commitment = new Commitment(
                "d",
                1,
                "",
                "Draw",
                "",
                at,
                at.plusSeconds(60),
                at,
                2,
                RiskRule.VERSION,
                Beacon.witness(),
                Digests.sha256(seed),
                Commitment.digestOf(population),
                3,
                at.minusSeconds(3600),
                "planner");
        List<Urn.Drawn> drawn = Urn.draw(seed, commitment.digest(), "heads", population, 2);
        return new DrawProof(
                commitment.digest(),
                commitment,
                population,
                new DrawProof.End(HexFormat.of().formatHex(seed), "heads", "", at, "witness", "", drawn));
    }
}
