package io.shidao.adapters.postgres.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A user and group of the operating system, by number. */
record Account(int uid, int gid) {
    /** Linux's overflow user: has no rights of its own. PostgreSQL refuses to run as root. */
    private static final Account NOBODY = new Account(65_534, 65_534);

    static Account current() throws IOException {
        return ownerOf(Path.of("/proc/self"));
    }

    static Account ownerOf(Path path) throws IOException {
        return new Account(
                (Integer) Files.getAttribute(path, "unix:uid"), (Integer) Files.getAttribute(path, "unix:gid"));
    }

    /** Who the server runs as when it is new. */
    static Account forServer() throws IOException {
        Account current = current();
        return current.isRoot() ? NOBODY : current;
    }

    boolean isRoot() {
        return uid == 0;
    }

    void own(Path path) throws IOException {
        if (!ownerOf(path).equals(this)) {
            Files.setAttribute(path, "unix:gid", gid);
            Files.setAttribute(path, "unix:uid", uid);
        }
    }

    /** The command run as this user, ended with SIGINT when the thread that starts it ends. */
    List<String> command(List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        // a session of its own: Ctrl-C in our terminal must not reach the server before we have drained
        all.addAll(List.of("setsid", "setpriv", "--pdeathsig=INT"));
        if (!equals(current())) {
            all.addAll(List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups"));
        }
        all.add("--");
        all.addAll(command);
        return all;
    }
}
