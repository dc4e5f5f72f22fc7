package io.shidao.ingest.sourcetest;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tests of sources by whoever enters them. Whoever may test addresses could look around in a network by it: so tests go to
 * private networks alone, and to those named here. Sessions open what {@code ingest.address} allows, wherever it is.
 *
 * @param longest one test, from its beginning to its answer, real time, 3 s to 13 s; the api waits 2 s longer
 * @param atOnce tests on this node, 1 to 32; more are left to other nodes
 * @param networks (CIDR) beside the private ones whose cameras may be tested, e.g. 203.0.113.0/24; 0.0.0.0/0 is everything
 */
public record SourceTestConfig(Duration longest, int atOnce, List<String> networks) {
    /** RFC 1918, RFC 6598 (providers' own, as of mobile cameras behind a VPN), RFC 4193. */
    private static final List<Network> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
            .map(Network::of)
            .toList();

    public SourceTestConfig {
        networks = List.copyOf(networks);
        List<String> problems = new ArrayList<>();
        if (longest.compareTo(Duration.ofSeconds(3)) < 0 || longest.compareTo(Duration.ofSeconds(13)) > 0) {
            problems.add("longest: " + longest + " (expected: 3s to 13s)");
        }
        if (atOnce < 1 || atOnce > 32) {
            problems.add("at-once: " + atOnce + " (expected: 1 to 32)");
        }
        for (String network : networks) {
            try {
                Network.of(network);
            } catch (IllegalArgumentException e) {
                problems.add("networks: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("source-test: " + String.join("; ", problems));
        }
    }

    /** 12 s, four at once, private networks. */
    public static SourceTestConfig defaults() {
        return new SourceTestConfig(Duration.ofSeconds(12), 4, List.of());
    }

    /** Why nothing at this address is tested; what the address policy says comes before. */
    Optional<String> objection(InetAddress target) {
        boolean here = target.isLoopbackAddress() || target.isLinkLocalAddress();
        boolean may = here
                || Stream.concat(PRIVATE.stream(), networks.stream().map(Network::of))
                        .anyMatch(network -> network.has(target));
        return may ? Optional.empty() : Optional.of("in no network that may be tested (see source-test.networks)");
    }
}
