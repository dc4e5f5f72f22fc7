package io.shidao.api.spotcheck.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Recomputes a draw from its proof, and says what does not fit. */
public final class ProofCheck {
    private static final String NOT_YET = "not yet: the draw is planned";
    private static final String NOT_YET_ZH = "尚未公开：抽签仍在计划中";

    private final List<Finding> findings = new ArrayList<>();
    private final DrawProof proof;

    private ProofCheck(DrawProof proof) {
        this.proof = proof;
    }

    /**
     * One thing that was looked at.
     *
     * @param code stable: COMMITMENT, POPULATION, LOTS, SEED, BEACON, WHEN, WHO or DRAWN
     * @param detailZh the same in Chinese
     */
    public record Finding(String code, boolean good, String detail, String detailZh) {}

    /** Every thing that can be told from the file alone. */
    public static List<Finding> of(DrawProof proof) {
        return new ProofCheck(proof).findings();
    }

    /**
     * Whether the draw is the one that an earlier file or digest committed to: only this tells that not everything was
     * made anew.
     */
    public static Finding committed(DrawProof proof, String earlier) {
        boolean same = proof.commitment().digest().equals(earlier);
        return new Finding(
                "COMMITTED",
                same,
                same
                        ? "the commitment is the one of before: " + earlier
                        : "the commitment is not the one of before: "
                                + proof.commitment().digest() + " (expected: " + earlier + ")",
                same
                        ? "承诺与此前留存的一致：" + earlier
                        : "承诺与此前留存的不一致：" + proof.commitment().digest() + "（应为：" + earlier + "）");
    }

    private List<Finding> findings() {
        commitment();
        population();
        lots();
        DrawProof.End end = proof.end();
        if (end == null) {
            find("SEED", true, NOT_YET, NOT_YET_ZH);
            return findings;
        }
        seed(end);
        if (end.isCancelled()) {
            find(
                    "DRAWN",
                    end.drawn().isEmpty() && end.value().isEmpty(),
                    "cancelled, so there must be neither value nor anything drawn",
                    "抽签已取消：不应有第二数值，也不应有抽中课次");
            return findings;
        }
        beacon(end);
        when(end);
        who(end);
        drawn(end);
        return findings;
    }

    private void commitment() {
        String digest = proof.commitment().digest();
        find(
                "COMMITMENT",
                digest.equals(proof.commitmentSha256()),
                "SHA-256 of the commitment is " + digest + " (expected: " + proof.commitmentSha256() + ")",
                "承诺的 SHA-256 为 " + digest + "（应为：" + proof.commitmentSha256() + "）");
    }

    private void population() {
        String digest = Commitment.digestOf(proof.population());
        List<String> sessions =
                proof.population().stream().map(Candidate::session).toList();
        boolean inOrder = sessions.equals(sessions.stream().distinct().sorted().toList());
        boolean within = proof.population().stream()
                .allMatch(one -> !one.startsAt().isBefore(proof.commitment().from())
                        && one.startsAt().isBefore(proof.commitment().to()));
        find(
                "POPULATION",
                digest.equals(proof.commitment().populationSha256())
                        && inOrder
                        && within
                        && sessions.size() == proof.commitment().population(),
                sessions.size() + " sessions, each once, in order and within the time, with SHA-256 " + digest
                        + " (expected: " + proof.commitment().population() + ", "
                        + proof.commitment().populationSha256() + ")",
                "共 " + sessions.size() + " 个课次，须各出现一次、按序排列且在时间范围内，SHA-256 为 " + digest + "（应为："
                        + proof.commitment().population() + " 个，"
                        + proof.commitment().populationSha256() + "）");
    }

    private void lots() {
        if (!proof.commitment().rule().equals(RiskRule.VERSION)) {
            find(
                    "LOTS",
                    false,
                    "rule " + proof.commitment().rule() + " is not known here (expected: " + RiskRule.VERSION + ")",
                    "本程序不识别规则 " + proof.commitment().rule() + "（应为：" + RiskRule.VERSION + "）");
            return;
        }
        Optional<Candidate> wrong = proof.population().stream()
                .filter(one -> one.lots() != RiskRule.lots(one.risk()))
                .min(Comparator.comparing(Candidate::session));
        find(
                "LOTS",
                wrong.isEmpty(),
                wrong.map(one -> "session " + one.session() + " has " + one.lots() + " lots (expected: "
                                + RiskRule.lots(one.risk()) + " by its figures)")
                        .orElse("the lots of every session follow from its figures by rule " + RiskRule.VERSION),
                wrong.map(one -> "课次 " + one.session() + " 的签数为 " + one.lots() + "（按其数据应为：" + RiskRule.lots(one.risk())
                                + "）")
                        .orElse("每个课次的签数均可由其数据按规则 " + RiskRule.VERSION + " 得出"));
    }

    private void seed(DrawProof.End end) {
        String digest = bytes(end.seed()).map(Digests::sha256).orElse("none: not 32 bytes in hexadecimal");
        find(
                "SEED",
                digest.equals(proof.commitment().seedSha256()),
                "SHA-256 of the seed is " + digest + " (expected: "
                        + proof.commitment().seedSha256() + ")",
                "种子的 SHA-256 为 " + digest + "（应为：" + proof.commitment().seedSha256() + "）");
    }

    private static Optional<byte[]> bytes(String seed) {
        try {
            return Optional.of(HexFormat.of().parseHex(seed)).filter(bytes -> bytes.length == 32);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void beacon(DrawProof.End end) {
        Beacon beacon = proof.commitment().beacon();
        Optional<String> problem = beacon.problem(end.value(), end.signature());
        boolean sameRound = beacon.kind() != Beacon.Kind.DRAND
                || beacon.equals(Beacon.drand(proof.commitment().drawAt()));
        boolean good = problem.isEmpty()
                && sameRound
                && !end.value().isEmpty()
                && end.value().equals(beacon.normal(end.value()));
        find(
                "BEACON",
                good,
                good
                        ? switch (beacon.kind()) {
                            case DRAND ->
                                "value and signature belong together; look up that they are of round " + beacon.round()
                                        + " of drand chain " + beacon.name();
                            case PUBLICATION -> "look up that this was published: " + beacon.name();
                            case WITNESS -> "the witness entered it";
                        }
                        : problem.orElse("the value or the round is not in the form that was committed to"),
                good
                        ? switch (beacon.kind()) {
                            case DRAND -> "数值与签名相符；请另行核对其是否为 drand 链 " + beacon.name() + " 第 " + beacon.round() + " 轮";
                            case PUBLICATION -> "请另行核对是否确已公布：" + beacon.name();
                            case WITNESS -> "由见证人录入";
                        }
                        : "第二数值、签名或轮次与承诺的形式不符");
    }

    private void when(DrawProof.End end) {
        Commitment commitment = proof.commitment();
        find(
                "WHEN",
                commitment.plannedAt().isBefore(commitment.drawAt())
                        && !end.at().isBefore(commitment.drawAt()),
                "planned " + commitment.plannedAt() + ", drawn " + end.at() + " (expected: before and not before "
                        + commitment.drawAt() + ")",
                "计划于 " + commitment.plannedAt() + "，抽签于 " + end.at() + "（应分别早于、不早于 " + commitment.drawAt() + "）");
    }

    private void who(DrawProof.End end) {
        boolean needed = proof.commitment().beacon().kind() == Beacon.Kind.WITNESS;
        boolean two = !end.by().equals(proof.commitment().plannedBy());
        find(
                "WHO",
                two || !needed,
                two ? "two people" : needed ? "the planner was the witness" : "one person, and a public value",
                two ? "由两人完成" : needed ? "计划人同时是见证人" : "由一人完成，并采用公开数值");
    }

    private void drawn(DrawProof.End end) {
        List<Urn.Drawn> again = bytes(end.seed())
                .map(seed -> Urn.draw(
                        seed,
                        proof.commitment().digest(),
                        end.value(),
                        proof.population(),
                        proof.commitment().count()))
                .orElse(List.of());
        boolean same = again.equals(end.drawn());
        find(
                "DRAWN",
                same,
                same
                        ? "drawing again gives the same " + again.size() + " sessions in the same order"
                        : "drawing again gives "
                                + again.stream().map(Urn.Drawn::session).toList()
                                + " (expected: what the file says was drawn)",
                same
                        ? "重新抽签得到相同的 " + again.size() + " 个课次，顺序一致"
                        : "重新抽签得到 " + again.stream().map(Urn.Drawn::session).toList() + "（应与文件所载结果一致）");
    }

    private void find(String code, boolean good, String detail, String detailZh) {
        findings.add(new Finding(code, good, detail, detailZh));
    }
}
