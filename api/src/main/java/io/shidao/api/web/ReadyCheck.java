package io.shidao.api.web;

/** Something the server needs in order to serve. */
public interface ReadyCheck {
    /** For the answer, e.g. {@code store}. */
    String name();

    /** Returns when it answers, throws when not. Called on a thread that may block; given up after 3 s. */
    void check();

    static ReadyCheck of(String name, Runnable check) {
        return new ReadyCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void check() {
                check.run();
            }
        };
    }
}
