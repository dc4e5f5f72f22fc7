package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.bus.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics that are missing, and brings retention of those that are there to what the configuration says. */
final class TopicMaker {
    private static final Logger LOG = LoggerFactory.getLogger(TopicMaker.class);

    private final KafkaBusConfig config;

    TopicMaker(KafkaBusConfig config) {
        this.config = config;
    }

    /** Returns the partitions of each topic. */
    Map<String, Integer> ensure(Collection<Topic<?>> topics, ClientSettings settings) {
        try (Admin admin = Admin.create(settings.admin())) {
            Set<String> present = get(admin.listTopics().names());
            for (Topic<?> topic : topics) {
                if (present.contains(topic.name())) {
                    alter(admin, topic);
                } else {
                    create(admin, topic);
                }
            }
            return partitions(admin, topics);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusException("bus: interrupted while making topics", true, e);
        }
    }

    private void create(Admin admin, Topic<?> topic) throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic fresh = new NewTopic(topic.name(), config.partitions(), (short) config.replicationFactor());
        try {
            get(admin.createTopics(List.of(fresh.configs(properties(topic)))).all());
            LOG.info("Topic {} made with {} partitions", topic, config.partitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            LOG.debug("Another process made topic {} first", topic);
        }
    }

    private void alter(Admin admin, Topic<?> topic) throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        List<AlterConfigOp> changes = properties(topic).entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        get(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    }

    private Map<String, Integer> partitions(Admin admin, Collection<Topic<?>> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = topics.stream().map(Topic::name).toList();
        Map<String, TopicDescription> found = describe(admin, names);
        Map<String, Integer> partitions = new TreeMap<>(found.values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name,
                        description -> description.partitions().size())));
        partitions.forEach((name, count) -> {
            if (count != config.partitions()) {
                LOG.warn(
                        "Topic {} has {} partitions, not {}: the number is fixed once a topic is there",
                        name,
                        count,
                        config.partitions());
            }
        });
        return partitions;
    }

    /** A topic that was just made is not known to every broker at once. */
    private Map<String, TopicDescription> describe(Admin admin, List<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + config.connectTimeout().toNanos();
        while (true) {
            try {
                return get(admin.describeTopics(names).allTopicNames());
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private Map<String, String> properties(Topic<?> topic) {
        Map<String, String> properties = new HashMap<>();
        properties.put("max.message.bytes", Integer.toString(Limits.REQUEST_BYTES));
        properties.put("min.insync.replicas", config.replicationFactor() >= 3 ? "2" : "1");
        if (topic.compacted()) {
            properties.put("cleanup.policy", "compact");
            properties.put("segment.bytes", Integer.toString(16 << 20));
        } else {
            long bytes = ((long) config.retentionMegabytes() << 20) / config.partitions();
            properties.put("cleanup.policy", "delete");
            properties.put("retention.ms", Long.toString(config.retention().toMillis()));
            properties.put("retention.bytes", Long.toString(bytes));
            // whole segments expire, so several must fit into what is kept
            properties.put("segment.bytes", Long.toString(Math.min(64L << 20, Math.max(16L << 20, bytes / 8))));
        }
        return properties;
    }

    private <T> T get(org.apache.kafka.common.KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private BusException unreachable(Throwable cause) {
        return new BusException(
                "bus: topics cannot be made on " + config.servers() + ": " + cause.getMessage()
                        + " (check that Kafka runs there and the address is right; see OPERATIONS.md#bus-unavailable)",
                true,
                cause);
    }
}
