package io.shidao.api.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code date} of every answer by the clock that everything else here goes by: pages reckon with it what is left and
 * what is over, whatever a computer in a classroom takes the time to be. Thread-safe.
 */
public final class ClockHeader extends SimpleDecoratingHttpService {
    /** IMF-fixdate, RFC 9110 section 5.6.7. */
    private static final DateTimeFormatter FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    public ClockHeader(HttpService delegate, Clock clock) {
        super(delegate);
        this.clock = clock;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        context.setAdditionalResponseHeader(HttpHeaderNames.DATE, FIXDATE.format(clock.instant()));
        return unwrap().serve(context, request);
    }
}
