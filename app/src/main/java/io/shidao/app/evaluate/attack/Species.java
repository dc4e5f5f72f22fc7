package io.shidao.app.evaluate.attack;

import java.util.Locale;
import java.util.Random;

/**
 * Kinds of presentation attack instrument (ISO/IEC 30107-3: species), rendered from a photo of the person attacked. A
 * rendering has the traits that a detector could see; it is no photo of a real instrument.
 */
enum Species {
    /** A photo print on white paper, held up: narrower gamut, paper grain, edges, leaning and bent. */
    PRINTED_PHOTO {
        @Override
        Scene render(Portrait attacked, Portrait other, int facePixels, Random random) {
            Scene print = printed(attacked.scaledTo(facePixels), random);
            return held(framed(print, .05 + .1 * random.nextDouble(), 238, random), .05, .06, random);
        }
    },
    /** A photo on a screen, its bezel in sight: bright, bluish, with the pixel grid beating against the camera's. */
    SCREEN_REPLAY {
        @Override
        Scene render(Portrait attacked, Portrait other, int facePixels, Random random) {
            Scene screen = shown(attacked.scaledTo(facePixels), random);
            return held(framed(screen, .04 + .04 * random.nextDouble(), 18, random), .03, 0, random);
        }
    },
    /** The printed face, cut out and held before another person's face. */
    CROPPED_PRINT {
        @Override
        Scene render(Portrait attacked, Portrait other, int facePixels, Random random) {
            return cutOver(
                    other.scaledTo(facePixels), other, printed(attacked.scaledTo(facePixels * 1.15), random), attacked);
        }
    },
    /** A poor video of the person that fills the picture: no edge is seen, only its few pixels and its compression. */
    LOW_RESOLUTION_REPLAY {
        @Override
        Scene render(Portrait attacked, Portrait other, int facePixels, Random random) {
            Scene poor = Camera.compressed(attacked.scaledTo(facePixels / 3.0), .3f);
            Scene filled = poor.scaled(attacked.scaledTo(facePixels).width() / (double) poor.width());
            return shown(filled, random);
        }
    };

    /**
     * The picture before the camera.
     *
     * @param other the person who holds the instrument, where that person is seen
     * @param facePixels height of the attacked person's face in it
     */
    abstract Scene render(Portrait attacked, Portrait other, int facePixels, Random random);

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Scene printed(Scene photo, Random random) {
        double contrast = .68 + .15 * random.nextDouble();
        double black = 28 + 14 * random.nextDouble();
        return photo.changed((value, x, y, channel) -> {
                    double warm = channel == 0 ? 6 : channel == 2 ? -8 : 0;
                    return (float) (black + contrast * value + warm);
                })
                .noisy(random, 4);
    }

    private static Scene shown(Scene photo, Random random) {
        double pitch = 1.6 + 1.2 * random.nextDouble();
        double depth = .06 + .1 * random.nextDouble();
        double glare = 30 * random.nextDouble();
        return photo.changed((value, x, y, channel) -> {
            // three stripes a pixel, sampled by a camera whose own pixels are not quite as wide
            double stripe = Math.cos(2 * Math.PI * (x / pitch + channel / 3.0));
            double line = Math.cos(2 * Math.PI * y / (pitch * 1.07));
            double lit = 1.12 * value * (1 + depth * stripe) * (1 + depth * .6 * line);
            double blue = channel == 2 ? 10 : channel == 0 ? -4 : 0;
            return (float) (lit + blue + glare * x / Math.max(1, photo.width()));
        });
    }

    private static Scene framed(Scene photo, double margin, float level, Random random) {
        int edge = (int) Math.round(margin * photo.width());
        Scene sheet = new Scene(photo.width() + 2 * edge, photo.height() + 2 * edge)
                .changed((value, x, y, channel) -> level)
                .noisy(random, 2);
        return sheet.changed((value, x, y, channel) -> {
            int u = x - edge;
            int v = y - edge;
            return u >= 0 && v >= 0 && u < photo.width() && v < photo.height() ? photo.at(u, v, channel) : value;
        });
    }

    /** Before a wall: the instrument fills most of the picture, as it must for the face to be large enough. */
    private static Scene held(Scene sheet, double lean, double bend, Random random) {
        double around = 1.15 + .5 * random.nextDouble();
        int width = (int) Math.round(sheet.width() * around);
        int height = (int) Math.round(sheet.height() * around);
        return Sheet.held(sheet, (width - sheet.width()) / 2.0, (height - sheet.height()) / 2.0, lean, bend, random)
                .over(wall(width, height, random), sheet);
    }

    private static Scene wall(int width, int height, Random random) {
        double[] colour = {90 + 90 * random.nextDouble(), 90 + 80 * random.nextDouble(), 80 + 80 * random.nextDouble()};
        double slope = 60 * (random.nextDouble() - .5);
        double edge = width * (.2 + .6 * random.nextDouble());
        return new Scene(width, height).changed((value, x, y, channel) -> {
            double shadow = x > edge ? -18 : 0;
            return (float) (colour[channel] + slope * y / height + shadow);
        });
    }

    /** The attacked person's face as an oval, its middle on the other's, with the shadow of its edge. */
    private static Scene cutOver(Scene scene, Portrait holder, Scene print, Portrait attacked) {
        double scale = (double) scene.width() / holder.scene().width();
        double own = (double) print.width() / attacked.scene().width();
        double cx = holder.face().centreX() * scale;
        double cy = holder.face().centreY() * scale;
        double rx = attacked.face().width() * own * .62;
        double ry = attacked.face().height() * own * .6;
        double ox = attacked.face().centreX() * own;
        double oy = attacked.face().centreY() * own;
        return scene.changed((value, x, y, channel) -> {
            double distance = Math.hypot((x - cx) / rx, (y - cy) / ry);
            if (distance <= 1) {
                return print.sample(x - cx + ox, y - cy + oy, channel);
            }
            return distance <= 1.06 ? value * .6f : value;
        });
    }
}
