package io.shidao.testkit.camera;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A parsed request (RFC 2326, section 6); header names do not care about case. */
record RtspRequest(String method, String uri, Map<String, String> headers) {
    static RtspRequest parse(String head) {
        String[] lines = head.split("\r\n", -1);
        String[] words = lines[0].trim().split(" ", -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).trim(),
                        lines[i].substring(colon + 1).trim());
            }
        }
        return new RtspRequest(words[0], words.length > 1 ? words[1] : "*", headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    int contentLength() {
        return header("Content-Length").map(Integer::parseInt).orElse(0);
    }

    /** The mount's path, with its query: without host, track and a slash at the end. */
    String path() {
        String path = uri.replaceFirst("^rtsps?://[^/]*", "");
        return path.replaceFirst("/" + SessionDescription.TRACK + "/?$", "").replaceFirst("/+$", "");
    }
}
