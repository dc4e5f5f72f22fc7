package io.shidao.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import io.shidao.api.gate.Scope;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.wire.Caller;
import org.junit.jupiter.api.Test;

class ClientTest {
    private final StreamWriter<ServerSentEvent> out = StreamMessage.streaming();

    @Test
    void disconnectsAClientThatTakesNothing() {
        Client client = new Client(scope(Role.ROLE_AUTHORITY_SUPERVISOR, "s", null), null, out, 8);
        int taken = 0;

        while (taken < 100 && client.offer(ServerSentEvent.ofData("x"))) {
            taken++;
        }

        assertThat(taken).isEqualTo(9);
        assertThat(out.isOpen()).isFalse();
    }

    @Test
    void wantsOnlyWhatLiesInItsScope() {
        Client administrator = new Client(scope(Role.ROLE_INSTITUTION_ADMINISTRATOR, "x", "i-1"), null, out, 8);
        Client platform = new Client(scope(Role.ROLE_PLATFORM, "p-1", "i-1"), null, out, 8);
        Client oneSession = new Client(scope(Role.ROLE_AUTHORITY_SUPERVISOR, "x", null), "session-1", out, 8);

        assertThat(administrator.wants(event("i-1", "camera", "session-1"))).isTrue();
        assertThat(administrator.wants(event("i-2", "camera", "session-1"))).isFalse();
        assertThat(platform.wants(event("i-1", "p-1", "session-1"))).isTrue();
        assertThat(platform.wants(event("i-1", "camera", "session-1"))).isFalse();
        assertThat(oneSession.wants(event("i-2", "camera", "session-1"))).isTrue();
        assertThat(oneSession.wants(event("i-2", "camera", "session-2"))).isFalse();
    }

    @Test
    void readsAnAnnouncementBack() {
        Announcement announcement = event("i-1", "camera", "session-1");

        assertThat(Announcement.fromBytes(announcement.toBytes())).isEqualTo(announcement);
    }

    private static Scope scope(Role role, String id, @org.jspecify.annotations.Nullable String institution) {
        return new Scope(new Caller(id, "name", role, institution));
    }

    private static Announcement event(String institution, String source, String session) {
        return new Announcement(
                new SessionPlaces.Place(institution, source),
                SessionEvent.newBuilder().setSessionId(session).build());
    }
}
