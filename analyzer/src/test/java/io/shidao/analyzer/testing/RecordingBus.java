package io.shidao.analyzer.testing;

import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.bus.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what was published; can be told to refuse. Delivers nothing: tests call the handler themselves. */
public final class RecordingBus implements Bus {
    public final List<Object> published = new ArrayList<>();
    public boolean refusing;

    @Override
    public <T> CompletionStage<Long> publish(Topic<T> topic, String key, @Nullable T event) {
        if (refusing || event == null) {
            return CompletableFuture.failedFuture(
                    new BusException("scripted", true, new IllegalStateException("refusing")));
        }
        published.add(event);
        return CompletableFuture.completedFuture((long) published.size());
    }

    @Override
    public <T> Subscription subscribe(Topic<T> topic, String group, Consumer<BusRecord<T>> consumer) {
        throw new UnsupportedOperationException("not scripted");
    }

    @Override
    public <T> Subscription subscribePartitions(
            Topic<T> topic, String group, String name, PartitionHandler<T> handler) {
        return () -> {};
    }

    @Override
    public void close() {}
}
