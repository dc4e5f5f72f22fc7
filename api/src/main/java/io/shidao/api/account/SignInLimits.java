package io.shidao.api.account;

import io.shidao.api.gate.LimitsConfig;
import io.shidao.api.gate.TokenBuckets;
import java.time.Duration;

/** How often a name is tried, and from where, right or wrong. Of this node. Thread-safe. */
final class SignInLimits {
    private static final int MOST = 50_000;

    private final TokenBuckets byAddress;
    private final TokenBuckets byName;

    SignInLimits(LimitsConfig config) {
        this.byAddress =
                new TokenBuckets(config.signInsPerAddress(), config.signInsPerAddress() / 60.0, MOST, System::nanoTime);
        this.byName = new TokenBuckets(config.signInsPerName(), config.signInsPerName() / 60.0, MOST, System::nanoTime);
    }

    /** @throws io.shidao.api.problem.ProblemException RESOURCE_EXHAUSTED with the time to wait */
    void take(String address, String name) {
        refuse(longer(byAddress.take(address), byName.take(name)));
    }

    /** The same for an attempt that names nobody. */
    void take(String address) {
        refuse(byAddress.take(address));
    }

    private static void refuse(Duration wait) {
        if (!wait.isZero()) {
            throw Refusals.tooOften(wait).exception();
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
