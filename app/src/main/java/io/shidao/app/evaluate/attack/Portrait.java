package io.shidao.app.evaluate.attack;

import io.shidao.kernel.face.Box;

/**
 * A photo with its largest face.
 *
 * @param name of the file, from which its random numbers come
 * @param face in the photo's pixels
 */
record Portrait(String name, Scene scene, Box face) {
    /** As much of a larger picture as a camera in front of one person sees: three face heights around the face. */
    static Portrait of(String name, Scene picture, Box face) {
        int side = Math.round(3 * Math.max(face.width(), face.height()));
        int width = Math.min(picture.width(), side);
        int height = Math.min(picture.height(), side);
        int left = Math.max(0, Math.min(picture.width() - width, Math.round(face.centreX() - width / 2f)));
        int top = Math.max(0, Math.min(picture.height() - height, Math.round(face.centreY() - height / 2f)));
        return new Portrait(name, picture.part(left, top, width, height), face.moved(-left, -top));
    }

    /** The photo, its face so many pixels high. */
    Scene scaledTo(double facePixels) {
        return scene.scaled(facePixels / face.height());
    }

    /** Whether its face has enough pixels to be shown at this height without inventing many. */
    boolean suits(int facePixels) {
        return face.height() * 1.35 >= facePixels;
    }
}
