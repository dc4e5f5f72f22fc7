package io.shidao.api.live;

import io.shidao.api.gate.Place;
import io.shidao.proto.bus.v1.SessionEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An event with the place of its session, as it goes to all nodes: prefecture, institution, source, then the event's bytes. */
record Announcement(Place place, SessionEvent event) {
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(place.prefecture());
            out.writeUTF(place.institution());
            out.writeUTF(place.source());
            event.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when the bytes are no announcement, e.g. of a newer version */
    static Announcement fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Place place = new Place(in.readUTF(), in.readUTF(), in.readUTF());
            return new Announcement(place, SessionEvent.parseFrom(in));
        } catch (IOException e) {
            throw new IllegalArgumentException("announcement of " + bytes.length + " bytes: not in a known form", e);
        }
    }
}
