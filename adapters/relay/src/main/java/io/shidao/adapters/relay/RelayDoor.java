package io.shidao.adapters.relay;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.StoreException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /live} with a ticket: the pieces of one source, each as four bytes of length and as many sealed bytes.
 * Whoever has no good ticket hears nothing but 403. Tells in the live state which sources are to be seen here.
 * Thread-safe.
 */
public final class RelayDoor implements AutoCloseable {
    static final String PATH = "/live";
    static final String TICKET = "shidao-ticket";

    private static final Logger LOG = LoggerFactory.getLogger(RelayDoor.class);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
    /** Finds a peer that is gone without a word. */
    private static final Duration PING = Duration.ofSeconds(10);

    private static final int MAX_CONNECTIONS = 200;

    private final LiveView view;
    private final Supplier<Set<SourceId>> sources;
    private final Doors doors;
    private final DataKey key;
    private final Clock clock;
    private final MeterRegistry meters;
    private final UsedTickets used = new UsedTickets();
    private final Server server;
    private final String address;
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-relay");
        thread.setDaemon(true);
        return thread;
    });

    private RelayDoor(
            RelayConfig config,
            LiveView view,
            Supplier<Set<SourceId>> sources,
            LiveState live,
            DataKey key,
            Clock clock,
            MeterRegistry meters) {
        this.view = view;
        this.sources = sources;
        this.doors = new Doors(live);
        this.key = key;
        this.clock = clock;
        this.meters = meters;
        this.server = Server.builder()
                .http(new InetSocketAddress(config.host(), config.port()))
                .service(
                        PATH,
                        (context, request) -> HttpResponse.of(CompletableFuture.supplyAsync(
                                () -> open(context, request.headers().get(TICKET, "")),
                                context.blockingTaskExecutor())))
                .requestTimeout(Duration.ofSeconds(10))
                .maxRequestLength(1)
                .maxNumConnections(MAX_CONNECTIONS)
                .pingInterval(PING)
                .disableServerHeader()
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(2))
                .build();
        start(config);
        this.address = config.address().isEmpty() ? config.host() + ":" + server.activeLocalPort() : config.address();
        Future<?> unused = teller.scheduleWithFixedDelay(this::tell, 0, TOLD_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the door.
     *
     * @param view what is to be seen
     * @param sources of this node just now
     * @param live where other nodes find the door
     * @param clock real time
     * @throws IllegalStateException when the port cannot be had
     */
    public static RelayDoor open(
            RelayConfig config,
            LiveView view,
            Supplier<Set<SourceId>> sources,
            LiveState live,
            DataKey key,
            Clock clock,
            MeterRegistry meters) {
        return new RelayDoor(config, view, sources, live, key, clock, meters);
    }

    private void start(RelayConfig config) {
        try {
            server.start().join();
            LOG.info("Live pictures for other nodes on port {}", server.activeLocalPort());
        } catch (CompletionException e) {
            teller.shutdownNow();
            throw new IllegalStateException(
                    "live-relay: cannot listen on " + config.listen() + " (likely cause: another program has the port;"
                            + " what to do: set live-relay.listen)",
                    e.getCause());
        }
    }

    /** How other nodes reach it. */
    public String address() {
        return address;
    }

    private void tell() {
        try {
            for (SourceId source : sources.get()) {
                doors.tell(source, address);
            }
        } catch (StoreException | IllegalStateException e) {
            LOG.warn("Other nodes were not told of the live pictures here; the next try comes: {}", e.getMessage());
        }
    }

    private HttpResponse open(ServiceRequestContext context, String text) {
        Optional<Ticket> ticket = Ticket.open(text, key).filter(one -> used.use(one, clock.instant()));
        if (ticket.isEmpty()) {
            return refuse("ticket", HttpStatus.FORBIDDEN);
        }
        HttpResponseWriter out = HttpResponse.streaming();
        RelayStream stream =
                new RelayStream(out, new PieceSeal(key, ticket.get().nonce()));
        try {
            Optional<LiveView.Feed> feed = view.watch(ticket.get().source(), stream::news);
            if (feed.isEmpty()) {
                return refuse("not_here", HttpStatus.NOT_FOUND);
            }
            context.clearRequestTimeout();
            out.write(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, MediaType.OCTET_STREAM));
            meters.counter("live.relay.opened").increment();
            stream.start(feed.get());
            return out;
        } catch (IllegalStateException e) {
            return refuse("full", HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private HttpResponse refuse(String reason, HttpStatus status) {
        meters.counter("live.relay.refused", "reason", reason).increment();
        return HttpResponse.of(status);
    }

    @Override
    public void close() {
        teller.shutdownNow();
        server.stop().join();
    }
}
