package io.shidao.api.gate;

/** Port: remembers who looked at what. May block; what is not recorded must not be shown. Thread-safe. */
public interface AccessLog {
    /**
     * Keeps an entry durably before returning.
     *
     * @param what kind of look, e.g. {@code evidence} or a method's full name
     * @param object id or digest of what was looked at, perhaps with details after a space; empty when the method tells
     *     enough
     * @param why as the caller says, up to 200 characters; may be empty
     */
    void record(Principal who, String what, String object, String why);
}
