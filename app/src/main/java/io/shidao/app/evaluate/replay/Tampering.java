package io.shidao.app.evaluate.replay;

/**
 * What is done to footage before it is shown again, and how it is coded then.
 *
 * @param height of the picture it is coded in, lines; the camera's own is 1080
 * @param keyBytes of a key picture, about: the camera's own are {@value #CAMERA_KEY_BYTES}
 * @param noise that is added, grey levels, standard deviation
 * @param gain of the brightness
 * @param lift of the brightness, grey levels
 * @param crop share of the width and the height that is cut off at each edge
 */
record Tampering(String name, int height, int keyBytes, double noise, double gain, double lift, double crop) {
    static final int CAMERA_KEY_BYTES = 120_000;
}
