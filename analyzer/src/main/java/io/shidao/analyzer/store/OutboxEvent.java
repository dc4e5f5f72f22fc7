package io.shidao.analyzer.store;

import io.shidao.proto.bus.v1.SessionEvent;

/** An event that was decided together with the state, and that the bus may not have yet. Its event id is its identity. */
public record OutboxEvent(SessionEvent event) {
    public String id() {
        return event.getEventId();
    }
}
