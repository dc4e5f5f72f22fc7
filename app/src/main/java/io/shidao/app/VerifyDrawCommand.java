package io.shidao.app;

import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.ProofCheck;
import io.shidao.api.spotcheck.proof.Urn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes a draw of spot checks from its proof: no server, no database, no network. */
@Command(
        name = "verify-draw",
        description = {
            "Recompute a draw of spot checks from its proof, and say what does not fit. Exit 1 when something does not.",
            "根据抽查抽签的证明文件重新计算,并指出不符之处;无需服务器与数据库。"
        })
final class VerifyDrawCommand implements Callable<Integer> {
    /** A proof of the most sessions that a draw may have is below 2 MB. */
    private static final long MOST_BYTES = 8_000_000;

    @Parameters(index = "0", paramLabel = "FILE", description = "The proof / 证明文件.")
    private Path file = Path.of("");

    @Option(
            names = "--committed",
            paramLabel = "FILE|SHA256",
            description = {
                "What was kept when the draw was planned: that file, or the commitment's SHA-256",
                "/ 抽签计划公布时留存的文件,或承诺的 SHA-256."
            })
    private @Nullable String committed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            DrawProof proof = read(file);
            List<ProofCheck.Finding> findings = new ArrayList<>(ProofCheck.of(proof));
            if (committed != null) {
                findings.add(ProofCheck.committed(proof, digest(committed)));
            }
            return report(proof, findings, out);
        } catch (IllegalArgumentException e) {
            out.println("BAD  FILE        " + e.getMessage());
            out.println("不符               文件无法读取，或不是抽签证明文件（应为：按原样保存的证明，或 64 位十六进制承诺）");
            out.flush();
            return 1;
        }
    }

    private int report(DrawProof proof, List<ProofCheck.Finding> findings, PrintWriter out) {
        out.printf(
                "draw %d, %s: \"%s\"%n",
                proof.commitment().number(),
                proof.commitment().draw(),
                proof.commitment().title());
        for (ProofCheck.Finding finding : findings) {
            out.printf("%-4s %-11s %s%n", finding.good() ? "ok" : "BAD", finding.code(), finding.detail());
            out.printf("%-4s %-11s %s%n", finding.good() ? "相符" : "不符", "", finding.detailZh());
        }
        DrawProof.End end = proof.end();
        if (end != null) {
            for (Urn.Drawn one : end.drawn()) {
                out.printf(
                        "     drawn       session %1$s by its lot %2$d / 抽中课次 %1$s，签号 %2$d%n",
                        one.session(), one.lot());
            }
        }
        if (committed == null) {
            out.println(
                    "     note        whether it is the draw that was planned is told only by what was kept then: give it as"
                            + " --committed");
            out.println("                 是否为当初计划的那次抽签，只能由当时留存的文件证明：请用 --committed 给出");
        }
        long bad = findings.stream().filter(finding -> !finding.good()).count();
        out.printf("verify-draw: %d of %d checks good%n", findings.size() - bad, findings.size());
        out.printf("核对结果：%2$d 项中 %1$d 项相符%n", findings.size() - bad, findings.size());
        out.flush();
        return bad == 0 ? 0 : 1;
    }

    private static String digest(String committed) {
        return committed.matches("[0-9a-f]{64}")
                ? committed
                : read(Path.of(committed)).commitment().digest();
    }

    private static DrawProof read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        path + ": " + Files.size(path) + " bytes (expected: up to " + MOST_BYTES + ", of a proof)");
            }
            return DrawProof.read(Files.readString(path));
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(path + ": not UTF-8 (expected: a proof, as it was saved)", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    path + ": cannot be read (expected: a file, or 64 hexadecimal digits)", e);
        }
    }
}
