package io.shidao.api.spotcheck.proof;

import com.google.gson.JsonObject;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the value comes from that is mixed with the seed: said when the draw is planned, known only afterwards.
 *
 * @param name of a publication, or the chain's hash of drand; else empty
 * @param round of drand; else 0
 */
public record Beacon(Kind kind, String name, long round) {
    /**
     * drand's chain "quicknet": one round each 3 s, unchained, so that the value of a round is told by nothing before it.
     * Its hash, first round and period are what {@code /info} of the chain publishes.
     */
    public static final String QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

    private static final Pattern FIGURES = Pattern.compile("0*([0-9]+)");
    private static final long GENESIS = 1_692_803_367;
    private static final long PERIOD = 3;

    /** What kinds there are. */
    public enum Kind {
        WITNESS,
        PUBLICATION,
        DRAND
    }

    public static Beacon witness() {
        return new Beacon(Kind.WITNESS, "", 0);
    }

    public static Beacon publication(String name) {
        return new Beacon(Kind.PUBLICATION, name, 0);
    }

    /** The first round that is published at that time or later. */
    public static Beacon drand(Instant at) {
        long since = at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0) - GENESIS;
        return new Beacon(Kind.DRAND, QUICKNET, Math.floorDiv(since + PERIOD - 1, PERIOD) + 1);
    }

    /**
     * Why a value cannot be this beacon's; empty when it can. Of drand: the randomness of a round is the SHA-256 of its
     * signature. Whether the signature is the network's own is not checked here; anybody can look the round up.
     */
    public Optional<String> problem(String value, String signature) {
        if (kind == Kind.PUBLICATION && value.isEmpty()) {
            return Optional.of("value: no figures (expected: the figures that were published)");
        }
        if (kind != Kind.DRAND) {
            return signature.isEmpty() ? Optional.empty() : Optional.of("signature: set (expected: only of drand)");
        }
        try {
            byte[] signed = HexFormat.of().parseHex(signature);
            if (signed.length == 48 && Digests.sha256(signed).equals(value)) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            // not hexadecimal: said below
        }
        return Optional.of(
                "value: not the SHA-256 of the signature (expected: \"randomness\" and \"signature\" of round " + round
                        + " as published, in lower-case hexadecimal)");
    }

    /**
     * As it is mixed. Of a publication only its figures count, without leading zeros, with one space between: nobody can
     * choose among ways to write the same. A witness's words: without white space around them, in Unicode's composed form.
     */
    public String normal(String value) {
        return switch (kind) {
            case WITNESS -> Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
            case PUBLICATION ->
                FIGURES.matcher(Normalizer.normalize(value, Normalizer.Form.NFKC))
                        .results()
                        .map(figure -> figure.group(1))
                        .collect(Collectors.joining(" "));
            case DRAND -> value.strip().toLowerCase(Locale.ROOT);
        };
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind.name());
        json.addProperty("name", name);
        json.addProperty("round", round);
        return json;
    }

    static Beacon from(JsonObject json) {
        return new Beacon(
                Kind.valueOf(Fields.text(json, "kind")), Fields.text(json, "name"), Fields.whole(json, "round"));
    }
}
