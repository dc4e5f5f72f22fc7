package io.shidao.api.account;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Objects;

/** Where the call comes from that runs now. */
final class Origins {
    private static final int LONGEST = 200;

    private Origins() {}

    static SignInStore.Origin current() {
        ServiceRequestContext context = ServiceRequestContext.current();
        String agent = Objects.requireNonNullElse(context.request().headers().get(HttpHeaderNames.USER_AGENT), "")
                .replaceAll("\\p{Cntrl}", " ");
        return new SignInStore.Origin(
                context.clientAddress().getHostAddress(),
                agent.length() <= LONGEST ? agent : agent.substring(0, LONGEST));
    }
}
