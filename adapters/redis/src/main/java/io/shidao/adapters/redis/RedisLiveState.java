package io.shidao.adapters.redis;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Live state on Redis, from version 6. Everything that reads and writes is one script, so it happens at once for all
 * nodes. Thread-safe.
 */
public final class RedisLiveState implements LiveState {
    private static final String PUT_PRESENCE =
            "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) return redis.call('PEXPIRE', KEYS[1], ARGV[3])";
    private static final String ACQUIRE = """
            local owner = redis.call('GET', KEYS[1])
            if owner == false or owner == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
              return 1
            end
            return 0
            """;
    private static final String RELEASE =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
    private static final String COUNT = """
            local value = redis.call('INCR', KEYS[1])
            if value == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return value
            """;

    /** Far below the time-out at which a silent connection of a listener is given up. */
    private static final long PING_SECONDS = 5;

    private static final int SILENCE_MILLIS = 15_000;
    private static final int MAX_LISTENERS = 256;

    private final RedisConfig config;
    private final RedisClient commands;
    private final RedisClient subscriptions;
    private final Set<RedisListening> listenings = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService pinger;

    private RedisLiveState(RedisConfig config) {
        this.config = config;
        this.commands = client(config, config.maxConnections());
        this.subscriptions = client(config, MAX_LISTENERS);
        this.pinger = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "redis-ping");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = this.pinger.scheduleWithFixedDelay(
                () -> listenings.forEach(RedisListening::ping), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    /** @throws StoreException UNAVAILABLE when the server does not answer */
    public static RedisLiveState open(RedisConfig config) {
        RedisLiveState state = new RedisLiveState(config);
        try {
            state.run(state.commands::ping);
            return state;
        } catch (StoreException e) {
            state.close();
            throw e;
        }
    }

    private static RedisClient client(RedisConfig config, int connections) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .resp2()
                .autoNegotiateProtocol(false)
                .connectionTimeoutMillis((int) config.connectTimeout().toMillis())
                .socketTimeoutMillis((int) config.commandTimeout().toMillis())
                .blockingSocketTimeoutMillis(SILENCE_MILLIS)
                .clientName("shidao");
        if (config.tls()) {
            client.sslOptions(SslOptions.defaults());
        }
        if (!config.user().isEmpty()) {
            client.user(config.user());
        }
        if (!config.password().isEmpty()) {
            client.password(config.password());
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(Math.min(8, connections));
        pool.setMaxWait(config.connectTimeout());
        pool.setTestWhileIdle(true);
        pool.setJmxEnabled(false);
        int colon = config.address().lastIndexOf(':');
        return RedisClient.builder()
                .hostAndPort(
                        config.address().substring(0, colon),
                        Integer.parseInt(config.address().substring(colon + 1)))
                .clientConfig(client.build())
                .poolConfig(pool)
                .build();
    }

    @Override
    public void putPresence(SessionId session, String field, byte[] value, Duration keep) {
        eval(PUT_PRESENCE, presenceKey(session), bytes(field), value, millis(keep));
    }

    @Override
    public Map<String, byte[]> presence(SessionId session) {
        Map<byte[], byte[]> all = run(() -> commands.hgetAll(presenceKey(session)));
        Map<String, byte[]> presence = new HashMap<>();
        all.forEach((field, value) -> presence.put(new String(field, StandardCharsets.UTF_8), value));
        return presence;
    }

    @Override
    public boolean acquireLease(String name, String owner, Duration time) {
        return eval(ACQUIRE, key("lease:" + name), bytes(owner), millis(time)) == 1;
    }

    @Override
    public void releaseLease(String name, String owner) {
        eval(RELEASE, key("lease:" + name), bytes(owner));
    }

    @Override
    public long count(String name, Duration window) {
        return eval(COUNT, key("count:" + name), millis(window));
    }

    @Override
    public void put(String name, byte[] value, Duration keep) {
        run(() ->
                commands.set(key("value:" + name), value, SetParams.setParams().px(Math.max(1, keep.toMillis()))));
    }

    @Override
    public Optional<byte[]> find(String name) {
        return Optional.ofNullable(run(() -> commands.get(key("value:" + name))));
    }

    @Override
    public void broadcast(String channel, byte[] message) {
        run(() -> commands.publish(key("channel:" + channel), message));
    }

    @Override
    public Listening listen(String channel, Consumer<byte[]> listener) {
        if (listenings.size() >= MAX_LISTENERS) {
            throw new StoreException(
                    ErrorCode.UNAVAILABLE, "redis: " + MAX_LISTENERS + " listeners already (close those not needed)");
        }
        RedisListening listening =
                new RedisListening(subscriptions, key("channel:" + channel), channel, listener, listenings::remove);
        listenings.add(listening);
        listening.start(config.commandTimeout());
        return listening;
    }

    private byte[] presenceKey(SessionId session) {
        return key("presence:" + session);
    }

    private byte[] key(String name) {
        return bytes(config.keyPrefix() + name);
    }

    private long eval(String script, byte[] key, byte[]... arguments) {
        Object result = run(() -> commands.eval(bytes(script), List.of(key), List.of(arguments)));
        return result instanceof Long number ? number : 0;
    }

    private <T> T run(Supplier<T> command) {
        try {
            return command.get();
        } catch (JedisException e) {
            throw new StoreException(
                    ErrorCode.UNAVAILABLE,
                    "redis " + config.address() + ": " + e.getMessage()
                            + " (check that it runs there; see OPERATIONS.md#live-state-unavailable)",
                    e);
        }
    }

    private static byte[] millis(Duration time) {
        return bytes(Long.toString(Math.max(1, time.toMillis())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        pinger.shutdownNow();
        List.copyOf(listenings).forEach(RedisListening::close);
        subscriptions.close();
        commands.close();
    }
}
