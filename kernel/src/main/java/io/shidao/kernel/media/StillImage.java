package io.shidao.kernel.media;

/**
 * A still picture whose header has been read and found acceptable, before anything is decoded.
 *
 * @param codec JPEG, PNG or WEBP
 * @param widthPixels as the header says
 * @param heightPixels as the header says
 * @param payload the picture's bits
 */
public record StillImage(Codec codec, int widthPixels, int heightPixels, Payload payload) {}
