package io.shidao.ingest;

import io.shidao.ingest.source.SourcePlan;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.wire.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources that the partitions of this node plan. A partition's sources are opened once it has been read to its end,
 * so that plans of yesterday open nothing. The loop's.
 */
final class PlannedSources {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedSources.class);

    private final DataKey key;
    private final int maxSources;
    private final IngestMetrics metrics;
    private final Function<SourcePlan, SupervisedSource> supervise;
    private final Map<Integer, Map<String, SupervisedSource>> partitions = new HashMap<>();
    private final Set<Integer> caughtUp = new HashSet<>();

    PlannedSources(
            DataKey key, int maxSources, IngestMetrics metrics, Function<SourcePlan, SupervisedSource> supervise) {
        this.key = key;
        this.maxSources = maxSources;
        this.metrics = metrics;
        this.supervise = supervise;
    }

    void assigned(int partition) {
        revoked(partition);
        partitions.put(partition, new HashMap<>());
    }

    void revoked(int partition) {
        caughtUp.remove(partition);
        Map<String, SupervisedSource> lost = partitions.remove(partition);
        if (lost != null) {
            lost.values().forEach(SupervisedSource::handOver);
        }
    }

    void caughtUp(int partition) {
        caughtUp.add(partition);
    }

    void handle(int partition, List<BusRecord<SourcePlanned>> records) {
        Map<String, SupervisedSource> sources = partitions.computeIfAbsent(partition, first -> new HashMap<>());
        records.forEach(plan -> accept(sources, plan));
    }

    private void accept(Map<String, SupervisedSource> sources, BusRecord<SourcePlanned> planned) {
        metrics.planReceived();
        SourcePlanned message = planned.value();
        if (message == null) {
            SupervisedSource withdrawn = sources.remove(planned.key());
            if (withdrawn != null) {
                withdrawn.withdraw();
            }
            return;
        }
        try {
            accept(sources, planned.key(), SourcePlan.from(message, key));
        } catch (IllegalArgumentException e) {
            refuse(planned.key(), "nonsense", e);
        } catch (StoreException e) {
            refuse(planned.key(), "sealed", e);
        }
    }

    private void accept(Map<String, SupervisedSource> sources, String planKey, SourcePlan plan) {
        if (!plan.source().equals(new SourceId(planKey))) {
            throw new IllegalArgumentException(
                    "plan of source " + plan.source() + " (expected: of its key " + planKey + ")");
        }
        SupervisedSource known = sources.get(planKey);
        if (known != null) {
            known.replan(plan);
        } else if (partitions.values().stream().mapToInt(Map::size).sum() >= maxSources) {
            refuse(planKey, "too_many", new IllegalArgumentException("more than max-sources: " + maxSources));
        } else {
            sources.put(planKey, supervise.apply(plan));
        }
    }

    /** The source, if it is planned on this node. */
    Optional<SupervisedSource> find(SourceId source) {
        return partitions.values().stream()
                .map(sources -> sources.get(source.toString()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** What is planned on this node. */
    Set<SourceId> all() {
        return partitions.values().stream()
                .map(Map::keySet)
                .flatMap(Collection::stream)
                .map(SourceId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The analyzer's wishes reach every node; one for a source of another node, or one that makes no sense, is nothing. */
    void wished(List<BusRecord<SamplingAsked>> records) {
        for (BusRecord<SamplingAsked> wish : records) {
            try {
                wished(wish.key(), wish.value());
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                LOG.warn("Wish for sampling of session {} makes no sense: {}", wish.key(), e.getMessage());
            }
        }
    }

    private void wished(String session, @Nullable SamplingAsked wish) {
        SessionId id = new SessionId(session);
        Duration interval = wish == null ? null : Times.duration(wish.getInterval());
        Instant at = wish == null ? Instant.EPOCH : Times.instant(wish.getAskedAt());
        if (interval != null && (interval.isZero() || interval.isNegative())) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: longer than zero)");
        }
        partitions.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(source -> source.wish(id, interval, at));
    }

    /** Every node hears of all anomalies; one of another node's source is nothing. */
    void raised(SessionId session, Instant began, Instant at) {
        partitions.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(source -> source.keepAround(session, began, at));
    }

    /** What was planned before stays: a session without pictures is worse than one with an old plan. */
    private void refuse(String planKey, String reason, RuntimeException why) {
        metrics.planRefused(reason);
        LOG.warn("Plan of source {} refused, the previous one stays: {}", planKey, why.getMessage());
    }

    void check() {
        caughtUp.stream()
                .map(partition -> partitions.getOrDefault(partition, Map.of()))
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(SupervisedSource::check);
    }

    void close() {
        List.copyOf(partitions.keySet()).forEach(this::revoked);
    }
}
