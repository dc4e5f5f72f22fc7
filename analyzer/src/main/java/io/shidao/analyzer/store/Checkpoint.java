package io.shidao.analyzer.store;

import io.shidao.kernel.id.SessionId;

/**
 * State of a session, sealed with the data key.
 *
 * @param open whether the session is not concluded, so that somebody has to look after it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(SessionId session, boolean open, byte[] sealed) {
    @Override
    public String toString() {
        return "Checkpoint[" + session + ", " + sealed.length + " bytes]";
    }
}
