package io.shidao.adapters.rtsp.message;

import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the camera said: the answer to a request, or a request of its own (RFC 2326, sections 6 and 7). Header names do
 * not care about case; a header may come more than once.
 */
public final class Message {
    private static final int NO_STATUS = 0;

    private final String method;
    private final int status;
    private final String reason;
    private final Map<String, List<String>> headers;
    private final String body;

    private Message(String method, int status, String reason, Map<String, List<String>> headers, String body) {
        this.method = method;
        this.status = status;
        this.reason = reason;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Reads a message.
     *
     * @param head start line and headers, with any line ends
     */
    static Message parse(String head) throws StreamEnd {
        List<String> lines = head.lines().toList();
        String[] words = (lines.isEmpty() ? "" : lines.get(0).strip()).split(" +", 3);
        Map<String, List<String>> headers = headers(lines);
        if (words[0].startsWith("RTSP/") && words.length > 1) {
            return new Message("", status(words[1]), words.length > 2 ? words[2] : "", headers, "");
        } else if (words.length == 3 && words[2].startsWith("RTSP/")) {
            return new Message(words[0], NO_STATUS, "", headers, "");
        }
        throw StreamEnd.malformed(
                Malformed.MESSAGE,
                "the answer is no RTSP (likely cause: another service at this port; check port and path)");
    }

    private static int status(String word) throws StreamEnd {
        if (!word.matches("[1-9]\\d\\d")) {
            throw StreamEnd.malformed(Malformed.MESSAGE, "an answer without a status of three digits");
        }
        return Integer.parseInt(word);
    }

    private static Map<String, List<String>> headers(List<String> lines) {
        Map<String, List<String>> headers = new HashMap<>();
        List<String> last = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.indexOf(':');
            if (!line.isEmpty() && Character.isWhitespace(line.charAt(0)) && !last.isEmpty()) {
                // RFC 2326, section 4.2 after RFC 2616: a header may go on in the next line
                last.set(last.size() - 1, last.get(last.size() - 1) + " " + line.strip());
            } else if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                last = headers.computeIfAbsent(name, key -> new ArrayList<>());
                last.add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    Message with(byte[] content) {
        return new Message(method, status, reason, headers, new String(content, StandardCharsets.UTF_8));
    }

    /** How many bytes of body follow the head. */
    int contentLength(int most) throws StreamEnd {
        String value = header("Content-Length").orElse("0");
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > most) {
            throw StreamEnd.malformed(
                    Malformed.MESSAGE,
                    "a message with a body of " + printable(value) + " bytes (expected: up to " + most + ")");
        }
        return Integer.parseInt(value);
    }

    public boolean isRequest() {
        return status == NO_STATUS;
    }

    /** Of a request; empty in an answer. */
    public String method() {
        return method;
    }

    /** Of an answer; 0 in a request. */
    public int status() {
        return status;
    }

    /** Status and reason, fit for a log. */
    public String statusLine() {
        return printable(status + " " + reason).strip();
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All values of a header, in order. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public String body() {
        return body;
    }

    /** What a camera wrote, short and without anything that could disturb a log. */
    public static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }
}
