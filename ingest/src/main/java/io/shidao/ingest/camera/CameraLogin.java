package io.shidao.ingest.camera;

/** User and password of a camera; the text form shows neither. An empty user asks without signing in. */
public record CameraLogin(String user, String password) {
    /** Without signing in. */
    public static CameraLogin none() {
        return new CameraLogin("", "");
    }

    public boolean isNone() {
        return user.isEmpty();
    }

    @Override
    public String toString() {
        return "CameraLogin[redacted]";
    }
}
