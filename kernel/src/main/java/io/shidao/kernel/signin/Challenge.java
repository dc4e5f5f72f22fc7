package io.shidao.kernel.signin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a camera wants to be shown that we know the password (RFC 7235, section 4.1).
 *
 * @param scheme lower case, e.g. {@code digest}
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
    /** How strong Basic is; every Digest is stronger. */
    static final int BASIC = 1;

    // a token, then optionally "=" with a token or a quoted string; a token without "=" in front of others is a scheme
    private static final Pattern PART =
            Pattern.compile("([!#$%&'*+.^_`|~\\w-]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*)))?");

    /** Nobody who means well sends a longer header. */
    private static final int MOST_CHARACTERS = 4096;

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** All challenges of all WWW-Authenticate headers, which may hold several each. */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            if (header.length() > MOST_CHARACTERS) {
                continue;
            }
            Matcher part = PART.matcher(header);
            String scheme = "";
            Map<String, String> parameters = new HashMap<>();
            while (part.find()) {
                if (part.group(2) == null && part.group(3) == null) {
                    add(challenges, scheme, parameters);
                    scheme = part.group(1).toLowerCase(Locale.ROOT);
                    parameters = new HashMap<>();
                } else {
                    String quoted = part.group(2);
                    parameters.putIfAbsent(
                            part.group(1).toLowerCase(Locale.ROOT),
                            quoted == null ? part.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
                }
            }
            add(challenges, scheme, parameters);
        }
        return challenges;
    }

    private static void add(List<Challenge> challenges, String scheme, Map<String, String> parameters) {
        if (!scheme.isEmpty()) {
            challenges.add(new Challenge(scheme, parameters));
        }
    }

    /** The strongest that we can answer, and at least this strong. */
    static Optional<Challenge> strongest(List<Challenge> challenges, int least) {
        return challenges.stream()
                .filter(challenge -> challenge.strength() >= least)
                .max(Comparator.comparingInt(Challenge::strength));
    }

    /** 0 when we cannot answer it. */
    private int strength() {
        if (scheme.equals("basic")) {
            return BASIC;
        } else if (!scheme.equals("digest") || !parameters.containsKey("nonce") || !(isPlain() || offersAuth())) {
            return 0;
        }
        return DigestAlgorithm.find(parameter("algorithm"))
                .map(DigestAlgorithm::strength)
                .orElse(0);
    }

    /** Without quality of protection, as in RFC 2069. */
    boolean isPlain() {
        return parameter("qop").isBlank();
    }

    private boolean offersAuth() {
        return Arrays.stream(parameter("qop").split(",", -1))
                .anyMatch(qop -> qop.strip().equalsIgnoreCase("auth"));
    }

    boolean isStale() {
        return parameter("stale").equalsIgnoreCase("true");
    }

    /** Empty when it is not there. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
