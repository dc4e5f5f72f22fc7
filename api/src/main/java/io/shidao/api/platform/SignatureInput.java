package io.shidao.api.platform;

import io.shidao.kernel.media.Payload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one signature of a request: Signature-Input and Signature of RFC 9421, structured fields of RFC 8941. What we do not
 * ask for, such as components with parameters, is refused, not overlooked.
 *
 * @param components names of what was signed, in this order
 * @param parameters as they were sent, without quotes; numbers as text
 * @param params the text of components and parameters, as it was signed
 * @param signature bytes
 */
record SignatureInput(List<String> components, Map<String, String> parameters, String params, Payload signature) {
    private static final int LONGEST = 2048;
    private static final Pattern MEMBER =
            Pattern.compile("([a-z*][a-z0-9_.*-]{0,63})=(\\((\"[^\"\\\\]*\"(?: +\"[^\"\\\\]*\")*)?\\)(.*))");
    private static final Pattern COMPONENT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern PARAMETER =
            Pattern.compile("; *([a-z*][a-z0-9_.*-]{0,31})=(?:\"([\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*)\"|(\\d{1,15}))");
    private static final Pattern VALUE = Pattern.compile("([a-z*][a-z0-9_.*-]{0,63})=:([A-Za-z0-9+/]*={0,2}):");

    SignatureInput {
        components = List.copyOf(components);
        parameters = Map.copyOf(parameters);
    }

    /** Why a signature cannot be read. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /**
     * Reads both headers.
     *
     * @throws MalformedException with what is expected
     */
    static SignatureInput of(@Nullable String input, @Nullable String signature) throws MalformedException {
        if (input == null || signature == null) {
            throw new MalformedException(
                    "header " + (input == null ? "Signature-Input" : "Signature") + ": missing (expected: both)");
        }
        if (input.length() > LONGEST || signature.length() > LONGEST) {
            throw new MalformedException("headers longer than " + LONGEST + " characters");
        }
        Matcher member = MEMBER.matcher(input.strip());
        Matcher value = VALUE.matcher(signature.strip());
        if (!member.matches() || !value.matches() || !member.group(1).equals(value.group(1))) {
            throw new MalformedException(
                    "expected: Signature-Input: sig1=(\"@method\" …);created=…;keyid=\"…\";nonce=\"…\""
                            + " and Signature: sig1=:…: with the same label, one signature only");
        }
        return new SignatureInput(
                components(member.group(3)),
                parameters(member.group(4)),
                member.group(2),
                Payload.wrap(bytes(value.group(2))));
    }

    private static List<String> components(@Nullable String list) throws MalformedException {
        List<String> components = new ArrayList<>();
        Matcher component = COMPONENT.matcher(list == null ? "" : list);
        while (component.find()) {
            if (components.contains(component.group(1))) {
                throw new MalformedException("component \"" + harmless(component.group(1)) + "\": named twice");
            }
            components.add(component.group(1));
        }
        return components;
    }

    private static Map<String, String> parameters(String text) throws MalformedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        int at = 0;
        while (parameter.find() && parameter.start() == at) {
            String value = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            if (parameters.put(parameter.group(1), value) != null) {
                throw new MalformedException("parameter " + parameter.group(1) + ": named twice");
            }
            at = parameter.end();
        }
        if (at != text.length()) {
            throw new MalformedException("parameters: expected ;name=number or ;name=\"text\" and nothing else");
        }
        return parameters;
    }

    private static byte[] bytes(String base64) throws MalformedException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Signature: not base64");
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    static String harmless(String text) {
        String harmless = text.replaceAll("[^A-Za-z0-9@_-]", "?");
        return harmless.length() <= 40 ? harmless : harmless.substring(0, 40);
    }

    @Override
    public String toString() {
        return "SignatureInput[" + components + ", redacted]";
    }
}
