package io.shidao.analyzer;

import io.shidao.analyzer.across.AcrossConfig;
import io.shidao.analyzer.across.AcrossRules;
import io.shidao.analyzer.across.AcrossStore;
import io.shidao.analyzer.across.Barred;
import io.shidao.analyzer.across.Suspect;
import io.shidao.analyzer.across.UnapprovedConfig;
import io.shidao.analyzer.session.SuspectFaces;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.Anomaly;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges, again and again, what the records of all sessions say together. Every analyzer may run one: of two that are at
 * it at once, one does nothing. Thread-safe.
 */
public final class AcrossWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcrossWatch.class);
    /** Of the newest cases; a region with more open impersonations than this has other troubles. */
    private static final int MOST_SUSPECTS = 500;

    private final AcrossConfig config;
    private final AnalyzerPorts ports;
    private final AcrossStore store;
    private final AcrossRules rules;
    private final SuspectFaces faces;
    private final OutboxRelay relay;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "analyzer-across");
        thread.setDaemon(true);
        return thread;
    });

    public AcrossWatch(AnalyzerConfig config, AnalyzerPorts ports, AcrossStore store) {
        this.config = config.across();
        this.ports = ports;
        this.store = store;
        this.rules = new AcrossRules(config.across(), ports.calibration());
        this.faces = new SuspectFaces(ports.key());
        this.relay = new OutboxRelay(ports.bus(), ports.store(), config.relayTimeout());
    }

    /** Checks from now on. */
    public void start() {
        long every = config.every().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::check, every, every, TimeUnit.MILLISECONDS);
    }

    private void check() {
        try {
            judge();
            ports.meters().counter("analyzer.across.checks").increment();
        } catch (RuntimeException e) {
            ports.meters().counter("analyzer.across.failures").increment();
            LOG.warn("Sessions could not be compared with each other; tried again in {}", config.every(), e);
        }
    }

    /** One check. */
    synchronized void judge() {
        Instant now = ports.clock().instant();
        store.forgetSuspects(now.minus(config.suspects()));
        List<Anomaly> found = new ArrayList<>();
        found.addAll(rules.doublePresence(store.listMeetings(now.minus(config.meetings())), this::bridged, now));
        found.addAll(rules.sharedTeachers(
                store.listTeachings(now.minus(config.teaching()), config.mostInstitutions()), now));
        found.addAll(rules.repeatSubstitutes(suspects(now), now));
        found.addAll(rules.unapproved(barred(now), now));
        List<OutboxEvent> events =
                store.commit(found, AcrossRules.WITHDRAWN, now.minus(config.meetings()), changes -> tell(changes, now));
        relay.relay(AcrossStore.OUTBOX, events);
    }

    private List<Barred> barred(Instant now) {
        UnapprovedConfig limits = config.unapproved();
        return store.listBarred(now.minus(limits.within()), now, limits.people(), limits.grace());
    }

    /** Online what lies between two snapshots, in a classroom a gap. */
    private Duration bridged(SessionId session) {
        return ports.directory()
                .findSession(session)
                .map(plan -> plan.kind().isOnline()
                        ? plan.policy().snapshotInterval()
                        : plan.policy().bridgedGap())
                .orElse(Duration.ofDays(1));
    }

    private List<Suspect> suspects(Instant now) {
        return store.listSuspects(now.minus(config.suspects()), MOST_SUSPECTS).stream()
                .map(stored -> new Suspect(
                        stored.anomaly(),
                        stored.session(),
                        stored.since(),
                        faces.open(stored.anomaly(), stored.appearance()),
                        stored.faces()))
                .toList();
    }

    private static List<OutboxEvent> tell(AcrossStore.Changes changes, Instant now) {
        List<OutboxEvent> events = new ArrayList<>();
        changes.raised().forEach(anomaly -> events.addAll(event(anomaly.session(), now, anomaly, false)));
        changes.updated().forEach(anomaly -> events.addAll(event(anomaly.session(), now, anomaly, true)));
        changes.withdrawn().forEach(withdrawn -> {
            Events gone = new Events(withdrawn.session(), now);
            gone.withdrawn(withdrawn.anomaly());
            events.addAll(gone.list());
        });
        return events;
    }

    private static List<OutboxEvent> event(SessionId session, Instant now, Anomaly anomaly, boolean updated) {
        Events events = new Events(session, now);
        events.anomaly(anomaly, updated);
        return events.list();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The comparison of sessions did not end within 10 s; it is left to end by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
