package io.shidao.adapters.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ExpiringMap<String, String> map = new ExpiringMap<>(nanos::get, 2);

    @Test
    void makesRoomByForgettingWhatWouldEndFirst() {
        map.compute("long", Duration.ofSeconds(9), old -> "1");
        map.compute("short", Duration.ofSeconds(1), old -> "2");

        map.compute("new", Duration.ofSeconds(5), old -> "3");

        assertThat(map.find("long")).contains("1");
        assertThat(map.find("short")).isEmpty();
        assertThat(map.find("new")).contains("3");
    }

    @Test
    void endsAnEntryAtItsTime() {
        map.compute("a", Duration.ofNanos(10), old -> "1");

        nanos.set(9);
        assertThat(map.find("a")).contains("1");

        nanos.set(10);
        assertThat(map.find("a")).isEmpty();
    }
}
