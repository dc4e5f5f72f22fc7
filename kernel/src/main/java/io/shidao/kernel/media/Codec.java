package io.shidao.kernel.media;

/** How a sample's bits are compressed: a video codec (its key frames are samples) or a still-picture format. */
public enum Codec {
    H264(true, "video/h264"),
    HEVC(true, "video/h265"),
    JPEG(false, "image/jpeg"),
    PNG(false, "image/png"),
    WEBP(false, "image/webp");

    private final boolean video;
    private final String mediaType;

    Codec(boolean video, String mediaType) {
        this.video = video;
        this.mediaType = mediaType;
    }

    /** Whether this is a video codec, whose payload is one access unit in Annex B form. */
    public boolean isVideo() {
        return video;
    }

    /** The registered media type, e.g. {@code image/jpeg}. */
    public String mediaType() {
        return mediaType;
    }
}
