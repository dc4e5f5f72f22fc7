package io.shidao.app.node;

import io.shidao.adapters.redis.RedisConfig;

/**
 * Live state: presence, leases, counters, messages between nodes.
 *
 * @param embedded whether it lives in this process, which is right for one node; otherwise {@code server} is asked
 * @param server where Redis is
 */
public record RedisSettings(boolean embedded, RedisConfig server) {
    /** In this process. */
    public static RedisSettings defaults() {
        return new RedisSettings(true, RedisConfig.defaults());
    }
}
