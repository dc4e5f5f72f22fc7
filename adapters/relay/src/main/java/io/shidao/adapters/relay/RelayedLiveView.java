package io.shidao.adapters.relay;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live view of all nodes: what this process has itself, else what the door of another node shows. Each viewer is one
 * stream there. Thread-safe.
 */
public final class RelayedLiveView implements LiveView, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayedLiveView.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PING = Duration.ofSeconds(10);

    private final LiveView here;
    private final Doors doors;
    private final DataKey key;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ClientFactory connections;

    /**
     * Sees nothing until asked.
     *
     * @param here of this process
     * @param live where the doors of other nodes are told
     * @param clock real time
     */
    public RelayedLiveView(LiveView here, LiveState live, DataKey key, Clock clock, MeterRegistry meters) {
        this.here = here;
        this.doors = new Doors(live);
        this.key = key;
        this.clock = clock;
        this.meters = meters;
        this.connections = ClientFactory.builder()
                .connectTimeout(CONNECT)
                .pingInterval(PING)
                .build();
    }

    @Override
    public Optional<Feed> watch(SourceId source, Runnable news) {
        Optional<Feed> own = here.watch(source, news);
        return own.isPresent() ? own : doors.find(source).flatMap(address -> ask(address, source, news));
    }

    private Optional<Feed> ask(String address, SourceId source, Runnable news) {
        Ticket ticket = Ticket.of(source, clock.instant());
        HttpResponse response = WebClient.builder("h2c://" + address)
                .factory(connections)
                .maxResponseLength(0)
                .responseTimeoutMillis(0)
                .build()
                .execute(
                        HttpRequest.of(RequestHeaders.builder(HttpMethod.GET, RelayDoor.PATH)
                                .set(RelayDoor.TICKET, ticket.sealed(key))
                                .build()),
                        RequestOptions.builder()
                                .responseTimeoutMode(ResponseTimeoutMode.REQUEST_SENT)
                                .build());
        SplitHttpResponse split = response.split();
        HttpStatus status = status(split, response, address);
        if (status.equals(HttpStatus.OK)) {
            meters.counter("live.relay.watched").increment();
            RelayFeed feed = new RelayFeed(new PieceSeal(key, ticket.nonce()), news);
            split.body().subscribe(feed);
            return Optional.of(feed);
        }
        response.abort();
        split.body().abort();
        meters.counter("live.relay.failed", "status", status.codeAsText()).increment();
        if (status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
            throw new IllegalStateException("live view: the node " + address + " has all the viewers it takes");
        }
        if (status.equals(HttpStatus.FORBIDDEN)) {
            LOG.warn(
                    "Node {} refused a ticket (likely cause: another data key there, or clocks that differ by more than {};"
                            + " see OPERATIONS.md#live-relay)",
                    address,
                    Ticket.GOOD_FOR);
        }
        return Optional.empty();
    }

    private static HttpStatus status(SplitHttpResponse split, HttpResponse response, String address) {
        try {
            ResponseHeaders headers = split.headers().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return headers.status();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "Node {} does not show its live pictures (see OPERATIONS.md#live-relay): {}",
                    address,
                    e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        response.abort();
        return HttpStatus.UNKNOWN;
    }

    /** Ends all streams. */
    @Override
    public void close() {
        connections.close();
    }
}
