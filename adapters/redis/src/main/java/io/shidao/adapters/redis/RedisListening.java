package io.shidao.adapters.redis;

import io.shidao.kernel.store.LiveState.Listening;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A thread with a connection of its own that listens to a channel, and connects again when the connection is lost. */
final class RedisListening implements Listening {
    private static final Logger LOG = LoggerFactory.getLogger(RedisListening.class);
    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long LAST_BACKOFF_MILLIS = 5000;

    private final RedisClient client;
    private final byte[] key;
    private final String channel;
    private final Consumer<byte[]> listener;
    private final Consumer<RedisListening> onClose;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile @Nullable Subscriber current;
    private long backoffMillis = FIRST_BACKOFF_MILLIS;

    RedisListening(
            RedisClient client,
            byte[] key,
            String channel,
            Consumer<byte[]> listener,
            Consumer<RedisListening> onClose) {
        this.client = client;
        this.key = key;
        this.channel = channel;
        this.listener = listener;
        this.onClose = onClose;
        this.thread = new Thread(this::run, "redis-" + channel);
        this.thread.setDaemon(true);
    }

    /** Returns when it listens: what is broadcast from now on will be heard, unless the connection is lost. */
    void start(Duration limit) {
        thread.start();
        try {
            if (!listening.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Not listening to channel {} yet, going on trying", channel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            Subscriber subscriber = new Subscriber();
            try {
                current = subscriber;
                client.subscribe(subscriber, key);
            } catch (JedisException e) {
                lost(e);
            }
        }
    }

    private void lost(JedisException failure) {
        if (closing.getCount() == 0) {
            return;
        }
        LOG.warn("Channel {} lost, listening again in {} ms: {}", channel, backoffMillis, failure.getMessage());
        try {
            if (closing.await(backoffMillis, TimeUnit.MILLISECONDS)) {
                LOG.debug("Closed while waiting to listen again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
        backoffMillis = Math.min(LAST_BACKOFF_MILLIS, backoffMillis * 2);
    }

    /** Makes a dead connection show itself: the answer, or its absence for too long, is seen by the reading thread. */
    void ping() {
        Subscriber subscriber = current;
        if (subscriber != null && subscriber.isSubscribed()) {
            try {
                subscriber.ping();
            } catch (JedisException e) {
                LOG.debug("Channel {} cannot be pinged: {}", channel, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        onClose.accept(this);
        Subscriber subscriber = current;
        try {
            if (subscriber != null && subscriber.isSubscribed()) {
                subscriber.unsubscribe();
            }
            if (Thread.currentThread() != thread) {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (JedisException e) {
            LOG.debug("Channel {} not left cleanly: {}", channel, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Subscriber extends BinaryJedisPubSub {
        @Override
        public void onSubscribe(byte[] name, int count) {
            backoffMillis = FIRST_BACKOFF_MILLIS;
            listening.countDown();
            if (closing.getCount() == 0) {
                unsubscribe();
            }
        }

        @Override
        public void onMessage(byte[] name, byte[] message) {
            if (closing.getCount() == 0) {
                return;
            }
            try {
                listener.accept(message);
            } catch (RuntimeException e) {
                LOG.warn("Listener of channel {} failed", channel, e);
            }
        }
    }
}
