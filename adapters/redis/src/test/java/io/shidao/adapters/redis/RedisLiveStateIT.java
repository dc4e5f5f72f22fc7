package io.shidao.adapters.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import io.shidao.testkit.contract.LiveStateContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class RedisLiveStateIT extends LiveStateContract {
    private static int port;
    private static RedisServer server;
    private static RedisLiveState state;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = startServer();
        state = RedisLiveState.open(RedisConfig.at("127.0.0.1:" + port));
    }

    private static RedisServer startServer() throws IOException {
        RedisServer fresh = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        fresh.start();
        return fresh;
    }

    @AfterAll
    static void stop() throws IOException {
        state.close();
        server.stop();
    }

    @Override
    protected LiveState state() {
        return state;
    }

    @Override
    protected void elapse(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    @Test
    void hearsBroadcastsAgainAfterTheServerWasAway() throws IOException {
        List<byte[]> heard = new CopyOnWriteArrayList<>();
        try (LiveState.Listening listening = state.listen("restart", heard::add)) {
            assertThat(listening).isNotNull();

            server.stop();
            assertThatThrownBy(() -> state.broadcast("restart", new byte[1]))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            server = startServer();

            await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> {
                state.broadcast("restart", new byte[1]);
                return !heard.isEmpty();
            });
        }
    }

    @Test
    void saysWhatToCheckWhenNoServerIsThere() {
        assertThatThrownBy(() -> RedisLiveState.open(RedisConfig.at("127.0.0.1:1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("OPERATIONS.md");
    }
}
