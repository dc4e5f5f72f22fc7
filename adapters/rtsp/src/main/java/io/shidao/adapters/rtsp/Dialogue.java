package io.shidao.adapters.rtsp;

import io.shidao.adapters.rtsp.message.Message;
import io.shidao.adapters.rtsp.message.RtspUrl;
import io.shidao.adapters.rtsp.message.SessionDescription;
import io.shidao.adapters.rtsp.message.SessionHeader;
import io.shidao.adapters.rtsp.message.TransportReply;
import io.shidao.adapters.rtsp.message.VideoTrack;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.signin.Authenticator;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said until a stream plays, and what keeps it playing (RFC 2326, section 10): one request at a time,
 *
 * <pre>OPTIONS → DESCRIBE → SETUP → PLAY → GET_PARAMETER or OPTIONS from time to time → TEARDOWN</pre>
 *
 * Used by the connection's thread.
 */
final class Dialogue {
    /** Told what the camera agreed to. */
    interface Listener {
        /** It let us in and says what it sends. */
        void described(boolean sound);

        /** Packets of the track come on these channels from now on. */
        void setUp(VideoTrack track, TransportReply channels) throws StreamEnd;

        void playing() throws StreamEnd;

        /** The camera sends us elsewhere. */
        void redirected(String location) throws StreamEnd;

        /** Something odd came that does no harm. */
        void malformed(Malformed kind);
    }

    private enum Step {
        OPTIONS,
        DESCRIBE,
        SETUP,
        PLAY,
        KEEP_ALIVE
    }

    private static final int UNAUTHORIZED = 401;
    private static final int SESSION_NOT_FOUND = 454;
    private static final int UNSUPPORTED_TRANSPORT = 461;

    private final RtspUrl url;
    private final Requests requests;
    private final Authenticator authenticator;
    private final Duration replyTimeout;
    private final Listener listener;
    private Step step = Step.OPTIONS;
    private boolean answered = true;
    private int sequence;
    private long sentNanos;
    private boolean freshChallenge;
    private boolean staleChallenge;
    private String offered = "";
    private String base;
    private String control = "";
    private Duration keepAlive = Duration.ofSeconds(30);
    private @Nullable VideoTrack track;
    private boolean playing;

    Dialogue(RtspUrl url, Requests requests, Authenticator authenticator, Duration replyTimeout, Listener listener) {
        this.url = url;
        this.requests = requests;
        this.authenticator = authenticator;
        this.replyTimeout = replyTimeout;
        this.listener = listener;
        this.base = url.request();
    }

    void start(long nanos) {
        ask(Step.OPTIONS, nanos);
    }

    private void ask(Step next, long nanos) {
        step = next;
        freshChallenge = false;
        staleChallenge = false;
        send(nanos);
    }

    private void send(long nanos) {
        sentNanos = nanos;
        answered = false;
        sequence = switch (step) {
            case OPTIONS -> requests.send("OPTIONS", url.request(), "");
            case DESCRIBE -> requests.send("DESCRIBE", url.request(), "Accept: application/sdp");
            case SETUP -> requests.send("SETUP", control, "Transport: " + TransportReply.REQUEST);
            case PLAY -> requests.send("PLAY", base, "Range: npt=0.000-");
            case KEEP_ALIVE -> requests.send(offers("GET_PARAMETER") ? "GET_PARAMETER" : "OPTIONS", base, "");
        };
    }

    private boolean offers(String method) {
        return (", " + offered + ",").toUpperCase(Locale.ROOT).contains(" " + method + ",");
    }

    /** Looks whether an answer is overdue or the camera wants to hear from us. */
    void check(long nanos) throws StreamEnd {
        if (playing) {
            if (nanos - sentNanos >= keepAlive.toNanos()) {
                // some cameras never answer these; that packets come is watched elsewhere
                ask(Step.KEEP_ALIVE, nanos);
            }
        } else if (!answered && nanos - sentNanos >= replyTimeout.toNanos()) {
            throw StreamEnd.of(
                    SourceState.TIMED_OUT,
                    "no answer to " + step + " within " + replyTimeout
                            + " (likely cause: the camera hangs; restart it)");
        }
    }

    /** Says goodbye, if there is a session to end. */
    void tearDown() {
        if (!requests.session().isEmpty() || playing) {
            requests.send("TEARDOWN", base, "");
        }
    }

    void heard(Message message, long nanos) throws StreamEnd {
        if (message.isRequest()) {
            asked(message);
        } else if (isExpected(message)) {
            answered = true;
            answer(message, nanos);
        } else {
            listener.malformed(Malformed.MESSAGE);
        }
    }

    /** A camera that does not repeat the number is forgiven; an answer to an earlier request is too late. */
    private boolean isExpected(Message message) {
        String told = message.header("CSeq").orElse(Integer.toString(sequence));
        return !answered && told.equals(Integer.toString(sequence));
    }

    private void answer(Message message, long nanos) throws StreamEnd {
        int status = message.status();
        message.header("Public").ifPresent(methods -> offered = methods);
        if (status < 200) {
            answered = false; // the answer proper follows
        } else if (status == UNAUTHORIZED) {
            signIn(message, nanos);
        } else if (step == Step.KEEP_ALIVE) {
            keptAlive(message);
        } else if (status < 300) {
            agreed(message, nanos);
        } else if (step == Step.OPTIONS) {
            ask(Step.DESCRIBE, nanos); // some cameras know no OPTIONS
        } else if (isRedirect(status)) {
            listener.redirected(message.header("Location").orElse(""));
        } else {
            throw refused(message);
        }
    }

    private void keptAlive(Message message) throws StreamEnd {
        if (message.status() == SESSION_NOT_FOUND) {
            throw StreamEnd.of(SourceState.ENDED, "the camera has forgotten the session");
        } else if (message.status() >= 400) {
            offered = ""; // whatever it offered, it does not like it: OPTIONS is what every camera knows
        }
    }

    /** A new challenge is answered once; only when the camera calls its nonce stale, a second time. */
    private void signIn(Message message, long nanos) throws StreamEnd {
        boolean answerable = authenticator.challenged(message.headers("WWW-Authenticate"));
        if (!authenticator.hasCredentials()) {
            throw StreamEnd.of(
                    SourceState.UNAUTHORISED,
                    "the camera wants a user and password (expected: rtsp://user:password@host/path)");
        } else if (!answerable) {
            throw StreamEnd.of(
                    SourceState.UNAUTHORISED,
                    "the camera wants a proof that we do not know (expected: Digest or Basic)");
        } else if (!freshChallenge) {
            freshChallenge = true;
        } else if (authenticator.isStale() && !staleChallenge) {
            staleChallenge = true;
        } else {
            throw StreamEnd.of(
                    SourceState.UNAUTHORISED,
                    "cannot be opened: " + message.statusLine() + " (likely cause: wrong credentials)");
        }
        send(nanos);
    }

    private void agreed(Message message, long nanos) throws StreamEnd {
        switch (step) {
            case OPTIONS -> ask(Step.DESCRIBE, nanos);
            case DESCRIBE -> described(message, nanos);
            case SETUP -> wasSetUp(message, nanos);
            case PLAY -> {
                playing = true;
                listener.playing();
            }
            case KEEP_ALIVE -> {}
        }
    }

    private void described(Message message, long nanos) throws StreamEnd {
        SessionDescription description = SessionDescription.parse(message.body());
        String told = message.header("Content-Base")
                .or(() -> message.header("Content-Location"))
                .filter(RtspUrl::isAbsolute)
                .orElse(url.request());
        base = RtspUrl.control(told, description.control());
        control = RtspUrl.control(told, description.video().control());
        if (!RtspUrl.isAbsolute(base) || !RtspUrl.isAbsolute(control)) {
            throw StreamEnd.malformed(
                    Malformed.SDP,
                    "control address " + Message.printable(description.video().control()) + " (expected: a URI)");
        }
        for (int i = 0; i < description.video().badParameterSets(); i++) {
            listener.malformed(Malformed.SDP);
        }
        track = description.video();
        listener.described(description.sound());
        ask(Step.SETUP, nanos);
    }

    private void wasSetUp(Message message, long nanos) throws StreamEnd {
        SessionHeader session = SessionHeader.parse(message.header("Session").orElse(""));
        requests.session(session.id());
        keepAlive = session.keepAlive();
        TransportReply channels =
                TransportReply.parse(message.header("Transport").orElse(""));
        VideoTrack agreed = Objects.requireNonNull(track, "set up before described");
        ask(Step.PLAY, nanos);
        listener.setUp(agreed, channels);
    }

    private static boolean isRedirect(int status) {
        return Set.of(301, 302, 303, 307, 308).contains(status);
    }

    private StreamEnd refused(Message message) {
        int status = message.status();
        SourceState state = switch (status) {
            case 403, 407 -> SourceState.UNAUTHORISED;
            case 404, 410 -> SourceState.NOT_FOUND;
            case 408, 504 -> SourceState.TIMED_OUT;
            default -> status >= 500 ? SourceState.REFUSED : SourceState.BAD_STREAM;
        };
        String advice = status == UNSUPPORTED_TRANSPORT
                ? " (likely cause: no RTP over TCP; what to do: add #transport=udp to the address)"
                : "";
        return StreamEnd.of(state, "cannot be opened: " + step + ": " + message.statusLine() + advice);
    }

    /** Requests of the camera (RFC 2326, sections 10.1, 10.7, 10.8 and 10.10). */
    private void asked(Message message) throws StreamEnd {
        String number = message.header("CSeq").map(Message::printable).orElse("0");
        switch (message.method()) {
            case "OPTIONS" -> requests.answer(number, "200 OK", "Public: OPTIONS, GET_PARAMETER, REDIRECT, TEARDOWN");
            case "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE" -> requests.answer(number, "200 OK", "");
            case "REDIRECT" -> {
                requests.answer(number, "200 OK", "");
                listener.redirected(message.header("Location").orElse(""));
            }
            case "TEARDOWN" -> {
                requests.answer(number, "200 OK", "");
                throw StreamEnd.of(SourceState.ENDED, "the camera ended the session");
            }
            default -> requests.answer(number, "501 Not Implemented", "");
        }
    }
}
