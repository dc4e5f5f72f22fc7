package io.shidao.api.live;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.gate.Place;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.wire.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every event from the bus once, keeps who is in sight in the live state, tells all nodes, and hands what comes
 * from there to the clients of this node that may see it. Thread-safe.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final String GROUP = "api";
    private static final String CHANNEL = "events";
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();

    private final LiveState live;
    private final SessionPlaces places;
    private final LiveConfig config;
    private final MeterRegistry meters;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final LiveState.Listening listening;
    private final Subscription subscription;
    private boolean failing;
    private volatile boolean closed;

    private EventFeed(Bus bus, LiveState live, SessionPlaces places, LiveConfig config, MeterRegistry meters) {
        this.live = live;
        this.places = new KnownPlaces(places);
        this.config = config;
        this.meters = meters;
        meters.gauge("api.live.clients", clients, Set::size);
        this.listening = live.listen(CHANNEL, this::heard);
        this.subscription = bus.subscribe(Topics.EVENTS, GROUP, this::consume);
    }

    public static EventFeed start(
            Bus bus, LiveState live, SessionPlaces places, LiveConfig config, MeterRegistry meters) {
        return new EventFeed(bus, live, places, config, meters);
    }

    SessionPlaces places() {
        return places;
    }

    LiveConfig config() {
        return config;
    }

    /** @throws io.shidao.api.problem.ProblemException when this node has all the clients it takes */
    void join(Client client) {
        if (closed || clients.size() >= config.maxClients()) {
            throw Problem.of(
                            io.grpc.Status.Code.UNAVAILABLE,
                            "FEEDS_FULL",
                            "Too much at once",
                            "this node has all the open feeds it takes: connect again in a few seconds")
                    .exception();
        }
        clients.add(client);
    }

    void leave(Client client) {
        clients.remove(client);
    }

    private synchronized void consume(BusRecord<SessionEvent> record) {
        meters.counter("api.live.received").increment();
        SessionEvent event = record.value();
        if (event == null) {
            dropped("empty");
            return;
        }
        try {
            announce(event);
            failing = false;
        } catch (RuntimeException e) {
            dropped("failed");
            if (!failing) {
                LOG.warn("A live event was not passed on; the records are not touched by this", e);
            }
            failing = true;
        }
    }

    private void announce(SessionEvent event) {
        Optional<Place> place = places.find(event.getSessionId());
        if (place.isEmpty()) {
            dropped("unknown_session");
            return;
        }
        if (event.hasPresenceChanged()) {
            byte[] inSight = {(byte) (event.getPresenceChanged().getInSight() ? 1 : 0)};
            live.putPresence(
                    new SessionId(event.getSessionId()),
                    event.getPresenceChanged().getSubjectId(),
                    inSight,
                    config.presenceKept());
        }
        live.broadcast(CHANNEL, new Announcement(place.get(), event).toBytes());
        meters.counter("api.live.passed").increment();
    }

    private void heard(byte[] message) {
        try {
            Announcement announcement = Announcement.fromBytes(message);
            ServerSentEvent event = null;
            for (Client client : clients) {
                if (client.wants(announcement)) {
                    event = event == null ? sse(announcement.event()) : event;
                    send(client, event);
                }
            }
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            meters.counter("api.live.unreadable").increment();
            LOG.debug("An announcement was not readable", e);
        }
    }

    private void send(Client client, ServerSentEvent event) {
        if (client.offer(event)) {
            meters.counter("api.live.sent").increment();
        } else {
            meters.counter("api.live.disconnected", "reason", "slow").increment();
            leave(client);
        }
    }

    private static ServerSentEvent sse(SessionEvent event) throws InvalidProtocolBufferException {
        return ServerSentEvent.builder()
                .id(event.getEventId())
                .data(JSON.print(event))
                .build();
    }

    private void dropped(String reason) {
        meters.counter("api.live.dropped", "reason", reason).increment();
    }

    /** Ends all feeds: a server that stops does not wait for answers that never end. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        listening.close();
        clients.forEach(Client::close);
        clients.clear();
    }
}
