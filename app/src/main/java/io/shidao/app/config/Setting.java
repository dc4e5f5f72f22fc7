package io.shidao.app.config;

import java.util.Locale;

/**
 * One setting as it is in force.
 *
 * @param path e.g. {@code api.server.port}
 * @param value as text in the form the file uses
 */
public record Setting(String path, String value) {
    /** The value, or stars when the name says that it is a secret. */
    public String shownValue() {
        String name = path.toLowerCase(Locale.ROOT);
        boolean secret =
                name.endsWith("password") || name.endsWith("secret") || name.endsWith("token") || name.endsWith("-key");
        return secret && !value.isEmpty() ? "********" : value;
    }
}
