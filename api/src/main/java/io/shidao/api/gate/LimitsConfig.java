package io.shidao.api.gate;

import com.linecorp.armeria.common.util.InetAddressPredicates;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How often somebody may call this node. Several nodes behind one address allow as many times as much.
 *
 * @param signInsPerAddress sign-ins a minute from one network address, right or wrong, and as many at once, 5 to 10,000
 * @param signInsPerName sign-ins a minute with one user name, right or wrong, and as many at once, 3 to 1000
 * @param callsPerPerson calls a second of one account, 5 to 10,000; ten times as many at once, as a page that opens makes
 * @param callsPerPlatform calls a second of one platform, 5 to 100,000; ten times as many at once
 * @param sourceTestsPerPerson tests of cameras a minute of one account, and as many at once, 1 to 60
 * @param trustedProxies networks (CIDR) of reverse proxies whose X-Forwarded-For says where a call comes from; none: it
 *     comes from where the connection comes from
 */
public record LimitsConfig(
        int signInsPerAddress,
        int signInsPerName,
        int callsPerPerson,
        int callsPerPlatform,
        int sourceTestsPerPerson,
        List<String> trustedProxies) {
    public LimitsConfig {
        trustedProxies = List.copyOf(trustedProxies);
        List<String> problems = new ArrayList<>();
        between(problems, "sign-ins-per-address", signInsPerAddress, 5, 10_000);
        between(problems, "sign-ins-per-name", signInsPerName, 3, 1000);
        between(problems, "calls-per-person", callsPerPerson, 5, 10_000);
        between(problems, "calls-per-platform", callsPerPlatform, 5, 100_000);
        between(problems, "source-tests-per-person", sourceTestsPerPerson, 1, 60);
        for (String network : trustedProxies) {
            try {
                InetAddressPredicates.ofCidr(network);
            } catch (IllegalArgumentException e) {
                problems.add("trusted-proxies: " + network + " (expected: a network, e.g. 10.0.0.0/8 or fd00::/8)");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.limits: " + String.join("; ", problems));
        }
    }

    public static LimitsConfig defaults() {
        return new LimitsConfig(60, 10, 50, 500, 6, List.of());
    }

    /** Tells of an address whether it is a trusted proxy's. */
    public Predicate<InetAddress> isTrustedProxy() {
        List<Predicate<InetAddress>> networks = new ArrayList<>();
        trustedProxies.forEach(network -> networks.add(InetAddressPredicates.ofCidr(network)));
        return address -> networks.stream().anyMatch(network -> network.test(address));
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
