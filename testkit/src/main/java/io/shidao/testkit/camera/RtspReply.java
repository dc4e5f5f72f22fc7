package io.shidao.testkit.camera;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer under construction. */
final class RtspReply {
    private final String status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";

    private RtspReply(String status) {
        this.status = status;
    }

    static RtspReply ok() {
        return new RtspReply("200 OK");
    }

    static RtspReply of(String status) {
        return new RtspReply(status);
    }

    RtspReply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RtspReply body(String type, String text) {
        body = text;
        return header("Content-Type", type).header("Content-Length", Integer.toString(text.length()));
    }

    /** As it goes over the wire, in ASCII. */
    String text(String sequence) {
        StringBuilder text = new StringBuilder("RTSP/1.0 ").append(status).append("\r\n");
        text.append("CSeq: ").append(sequence).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(body).toString();
    }
}
