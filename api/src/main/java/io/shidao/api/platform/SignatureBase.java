package io.shidao.api.platform;

import com.linecorp.armeria.common.RequestHeaders;
import java.util.List;
import java.util.stream.Collectors;

/** The text that is signed (RFC 9421, section 2.5). */
final class SignatureBase {
    private SignatureBase() {}

    /** @throws SignatureInput.MalformedException naming a component that the request has not, or that we do not know */
    static String of(RequestHeaders headers, SignatureInput input) throws SignatureInput.MalformedException {
        StringBuilder base = new StringBuilder();
        for (String component : input.components()) {
            base.append('"')
                    .append(component)
                    .append("\": ")
                    .append(value(headers, component))
                    .append('\n');
        }
        return base.append("\"@signature-params\": ").append(input.params()).toString();
    }

    private static String value(RequestHeaders headers, String component) throws SignatureInput.MalformedException {
        if (!component.startsWith("@")) {
            return field(headers, component);
        }
        return switch (component) {
            case "@method" -> headers.method().name();
            case "@path" -> path(headers);
            case "@query" -> query(headers);
            case "@authority" -> String.valueOf(headers.authority()).toLowerCase(java.util.Locale.ROOT);
            default ->
                throw new SignatureInput.MalformedException("component \"" + SignatureInput.harmless(component)
                        + "\": not supported (expected: @method, @path, @query, @authority or a header)");
        };
    }

    /** Section 2.2.6; as it was sent, because what is signed is what is asked for. */
    private static String path(RequestHeaders headers) {
        int mark = headers.path().indexOf('?');
        return mark < 0 ? headers.path() : headers.path().substring(0, mark);
    }

    /** Section 2.2.7: with the question mark, which stands alone when there is no query. */
    static String query(RequestHeaders headers) {
        int mark = headers.path().indexOf('?');
        return mark < 0 ? "?" : headers.path().substring(mark);
    }

    /** Section 2.1: all of one name, each without the space around it. */
    private static String field(RequestHeaders headers, String name) throws SignatureInput.MalformedException {
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new SignatureInput.MalformedException("component \"" + SignatureInput.harmless(name)
                    + "\": not a header's name (expected: small letters, no parameters)");
        }
        List<String> values = headers.getAll(name);
        if (values.isEmpty()) {
            throw new SignatureInput.MalformedException("component \"" + name + "\": the request has no such header");
        }
        return values.stream().map(String::strip).collect(Collectors.joining(", "));
    }
}
