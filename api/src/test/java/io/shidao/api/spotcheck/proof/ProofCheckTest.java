package io.shidao.api.spotcheck.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Proofs of draws, and what becomes of them when somebody changes something. */
class ProofCheckTest {
    private static final Instant PLANNED = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant DRAW = Instant.parse("2026-03-02T10:00:00Z");
    private static final byte[] SEED = HexFormat.of().parseHex("0123456789abcdef".repeat(4));
    /** Round 3 of quicknet, as the network published it. */
    private static final String RANDOMNESS = "9e9829dfb34bd8db3e21c28e13aefecd86e007ebd19d6bb8a5cee99c0a34798f";

    private static final String SIGNATURE =
            "b98dae74f6a9d2ec79d75ba273dcfda86a45d589412860eb4c0fd056b00654dbf667c1b6884987c9aee0d43f8ba9db52";
    /** Of which nothing can be told from the file: who entered the value (as long as it is not the planner), and when. */
    private static final Set<String> FREE = Set.of("end/at", "end/by");

    @Test
    void findsNothingWrongWithAProofAsItWasMade() {
        DrawProof proof = proof(Beacon.witness(), "七 3 9", "");

        assertThat(ProofCheck.of(DrawProof.read(proof.text())))
                .allMatch(ProofCheck.Finding::good)
                .extracting(ProofCheck.Finding::code)
                .containsExactly("COMMITMENT", "POPULATION", "LOTS", "SEED", "BEACON", "WHEN", "WHO", "DRAWN");
        assertThat(DrawProof.read(proof.text())).isEqualTo(proof);
    }

    @Test
    void findsEveryFieldThatIsChanged() {
        JsonObject whole = JsonParser.parseString(
                        proof(Beacon.witness(), "七 3 9", "").text())
                .getAsJsonObject();
        List<String> places = places("", whole);
        assertThat(places).hasSizeGreaterThan(60);

        for (String place : places) {
            JsonObject changed = whole.deepCopy();
            change(changed, place);
            if (!FREE.contains(place)) {
                assertThat(isGood(changed)).as(place).isFalse();
            }
        }
    }

    private static boolean isGood(JsonObject changed) {
        try {
            return ProofCheck.of(DrawProof.read(changed.toString())).stream().allMatch(ProofCheck.Finding::good);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Paths of every value that is neither list nor object. */
    private static List<String> places(String path, JsonElement element) {
        List<String> places = new ArrayList<>();
        if (element instanceof JsonObject object) {
            object.asMap()
                    .forEach((name, value) -> places.addAll(places(path.isEmpty() ? name : path + "/" + name, value)));
        } else if (element instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                places.addAll(places(path + "/" + i, array.get(i)));
            }
        } else {
            places.add(path);
        }
        return places;
    }

    private static void change(JsonObject root, String path) {
        String[] names = path.split("/", -1);
        JsonElement at = root;
        for (int i = 0; i < names.length - 1; i++) {
            at = at instanceof JsonArray array
                    ? array.get(Integer.parseInt(names[i]))
                    : at.getAsJsonObject().get(names[i]);
        }
        JsonObject parent = at.getAsJsonObject();
        String last = names[names.length - 1];
        JsonPrimitive value = parent.getAsJsonPrimitive(last);
        if (value.isNumber()) {
            parent.addProperty(last, value.getAsLong() + 1);
        } else if (value.getAsString().matches("\\d{4}-.*Z")) {
            parent.addProperty(
                    last, Instant.parse(value.getAsString()).plusSeconds(1).toString());
        } else {
            parent.addProperty(last, value.getAsString() + "0");
        }
    }

    @Test
    void findsASessionThatWasTakenOutOrPutIn() {
        JsonObject without =
                JsonParser.parseString(proof(Beacon.witness(), "v", "").text()).getAsJsonObject();
        without.getAsJsonArray("population").remove(0);
        JsonObject twice =
                JsonParser.parseString(proof(Beacon.witness(), "v", "").text()).getAsJsonObject();
        twice.getAsJsonArray("population")
                .add(twice.getAsJsonArray("population").get(0));

        assertThat(isGood(without)).isFalse();
        assertThat(isGood(twice)).isFalse();
    }

    @Test
    void whatIsMadeAnewAsAWholeIsFoundByTheCommitmentOfBeforeOnly() {
        DrawProof before = proof(Beacon.witness(), "v", "");
        DrawProof anew = proof(Beacon.witness(), "v", "", "another title");

        assertThat(ProofCheck.of(anew)).allMatch(ProofCheck.Finding::good);
        assertThat(ProofCheck.committed(anew, before.commitmentSha256()).good()).isFalse();
        assertThat(ProofCheck.committed(before, before.commitmentSha256()).good())
                .isTrue();
    }

    @Test
    void takesOfDrandOnlyAValueThatBelongsToItsSignature() {
        Beacon beacon = new Beacon(Beacon.Kind.DRAND, Beacon.QUICKNET, 3);

        assertThat(beacon.problem(RANDOMNESS, SIGNATURE)).isEmpty();
        assertThat(beacon.problem(RANDOMNESS.replace('9', '8'), SIGNATURE)).isPresent();
        assertThat(beacon.problem(RANDOMNESS, "zz")).isPresent();
        // as the network itself counts: 2026-04-20 00:00:00 UTC is round 27946612
        assertThat(Beacon.drand(Instant.parse("2026-04-20T00:00:00Z")).round()).isEqualTo(27_946_612);
        assertThat(Beacon.drand(Instant.parse("2026-04-20T00:00:01Z")).round()).isEqualTo(27_946_613);
    }

    @Test
    void takesEveryWayToWriteAPublishedFigureForTheSame() {
        Beacon beacon = Beacon.publication("Lottery of a day");

        for (String written : List.of("03 17 22 0 100", " 3,17、22-00, 100.", "０３ １７ ２２ ０ １００", "3/17/22/0/100")) {
            assertThat(beacon.normal(written)).isEqualTo("3 17 22 0 100");
        }
        assertThat(beacon.normal(beacon.normal("007"))).isEqualTo("7");
        assertThat(beacon.problem(beacon.normal("none"), "")).isPresent();
        assertThat(wrong(proof(beacon, "03 17", ""))).containsExactly("BEACON");
        assertThat(wrong(proof(beacon, "3 17", ""))).isEmpty();
    }

    @Test
    void refusesARoundThatWasNotTheOneOfTheTimeOfDrawing() {
        DrawProof other = proof(new Beacon(Beacon.Kind.DRAND, Beacon.QUICKNET, 3), RANDOMNESS, SIGNATURE);
        DrawProof right = proof(Beacon.drand(DRAW), RANDOMNESS, SIGNATURE);

        assertThat(wrong(other)).containsExactly("BEACON");
        assertThat(wrong(right)).isEmpty();
    }

    @Test
    void findsAWitnessWhoWasThePlanner() {
        DrawProof proof = proof(Beacon.witness(), "v", "");
        DrawProof.End end = java.util.Objects.requireNonNull(proof.end());
        DrawProof alone = new DrawProof(
                proof.commitmentSha256(),
                proof.commitment(),
                proof.population(),
                new DrawProof.End(end.seed(), "v", "", end.at(), "planner", "", end.drawn()));

        assertThat(wrong(alone)).containsExactly("WHO");
    }

    @Test
    void checksTheSeedOfACancelledDrawToo() {
        DrawProof drawn = proof(Beacon.witness(), "v", "");
        DrawProof.End end = new DrawProof.End(HexFormat.of().formatHex(SEED), "", "", DRAW, "p", "why", List.of());
        DrawProof.End another = new DrawProof.End("00".repeat(32), "", "", DRAW, "p", "why", List.of());

        assertThat(wrong(new DrawProof(drawn.commitmentSha256(), drawn.commitment(), drawn.population(), end)))
                .isEmpty();
        assertThat(wrong(new DrawProof(drawn.commitmentSha256(), drawn.commitment(), drawn.population(), another)))
                .containsExactly("SEED");
    }

    @Test
    void saysOfAnotherFileThatItIsNone() {
        for (String text : List.of("", "[]", "{}", "{\"format\": \"shidao-spot-draw-1\"}", "{\"format\": 1", "null")) {
            assertThatThrownBy(() -> DrawProof.read(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everySessionHasLotsBetweenFloorAndCapAndMoreWithMoreRisk() {
        assertThat(RiskRule.lots(new Risk(0, 0, 0, 0, 0))).isEqualTo(RiskRule.FLOOR);
        assertThat(RiskRule.lots(new Risk(99, 99, 99, 99, 9999))).isEqualTo(RiskRule.CAP);
        assertThat(RiskRule.lots(new Risk(2, 1, 3, 100, 61))).isEqualTo(4 + 2 + 3 + 3 + 2);
        for (long n = 0; n < 40; n++) {
            assertThat(RiskRule.lots(new Risk(n + 1, 0, 0, 9, 0)))
                    .isGreaterThanOrEqualTo(RiskRule.lots(new Risk(n, 0, 0, 9, 0)));
            assertThat(RiskRule.lots(new Risk(0, n + 1, 0, 9, 0)))
                    .isGreaterThanOrEqualTo(RiskRule.lots(new Risk(0, n, 0, 9, 0)));
            assertThat(RiskRule.lots(new Risk(0, 0, n + 1, 50, 0)))
                    .isGreaterThanOrEqualTo(RiskRule.lots(new Risk(0, 0, n, 50, 0)));
            assertThat(RiskRule.lots(new Risk(0, 0, 0, 9, 9 * n + 9)))
                    .isGreaterThanOrEqualTo(RiskRule.lots(new Risk(0, 0, 0, 9, 9 * n)));
        }
    }

    @Test
    void writesJsonInTheOneForm() {
        JsonElement json = JsonParser.parseString("{\"b\": 1.0, \"a\": [\"é\\u0001\\\"\\n/\", -0, 2e3], \"€\": {}}");

        assertThat(CanonicalJson.of(json)).isEqualTo("{\"a\":[\"é\\u0001\\\"\\n/\",0,2000],\"b\":1,\"€\":{}}");
        assertThatThrownBy(() -> CanonicalJson.of(new JsonPrimitive(1.5))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> wrong(DrawProof proof) {
        return ProofCheck.of(proof).stream()
                .filter(finding -> !finding.good())
                .map(ProofCheck.Finding::code)
                .toList();
    }

    private static DrawProof proof(Beacon beacon, String value, String signature) {
        return proof(beacon, value, signature, "三月 \"抽查\"");
    }

    private static DrawProof proof(Beacon beacon, String value, String signature, String title) {
        List<Candidate> population = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            population.add(
                    Candidate.of("s-" + i, "c-" + i, "i", DRAW.plusSeconds(60L * i), new Risk(0, i % 3, 1, 200, 35)));
        }
        Commitment commitment = new Commitment(
                "d-1",
                2,
                "ab".repeat(32),
                title,
                "",
                DRAW,
                DRAW.plusSeconds(86_400),
                DRAW,
                2,
                RiskRule.VERSION,
                beacon,
                Digests.sha256(SEED),
                Commitment.digestOf(population),
                population.size(),
                PLANNED,
                "planner");
        return new DrawProof(
                commitment.digest(),
                commitment,
                population,
                new DrawProof.End(
                        HexFormat.of().formatHex(SEED),
                        value,
                        signature,
                        DRAW.plusSeconds(5),
                        "witness",
                        "",
                        Urn.draw(SEED, commitment.digest(), value, population, 2)));
    }
}
