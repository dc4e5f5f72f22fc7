package io.shidao.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import io.shidao.api.gate.Place;
import io.shidao.api.gate.Scope;
import io.shidao.proto.bus.v1.SessionEvent;
import org.junit.jupiter.api.Test;

class ClientTest {
    private final StreamWriter<ServerSentEvent> out = StreamMessage.streaming();

    @Test
    void disconnectsAClientThatTakesNothing() {
        Client client = new Client(Scope.REGION, null, out, 8);
        int taken = 0;

        while (taken < 100 && client.offer(ServerSentEvent.ofData("x"))) {
            taken++;
        }

        assertThat(taken).isEqualTo(9);
        assertThat(out.isOpen()).isFalse();
    }

    @Test
    void wantsOnlyWhatLiesInItsScope() {
        Client bureau = new Client(new Scope.OfPrefecture("east"), null, out, 8);
        Client administrator = new Client(new Scope.OfInstitution("i-1"), null, out, 8);
        Client platform = new Client(new Scope.OfPlatform("p-1"), null, out, 8);
        Client trainee = new Client(new Scope.OfSubject("t-1"), null, out, 8);
        Client oneSession = new Client(Scope.REGION, "session-1", out, 8);

        assertThat(bureau.wants(event("i-1", "camera", "session-1"))).isTrue();
        assertThat(bureau.wants(
                        new Announcement(new Place("west", "i-1", "camera"), SessionEvent.getDefaultInstance())))
                .isFalse();
        assertThat(trainee.wants(event("i-1", "camera", "session-1"))).isFalse();
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

    private static Announcement event(String institution, String source, String session) {
        return new Announcement(
                new Place("east", institution, source),
                SessionEvent.newBuilder().setSessionId(session).build());
    }
}
