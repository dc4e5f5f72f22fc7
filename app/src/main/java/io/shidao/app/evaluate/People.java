package io.shidao.app.evaluate;

/**
 * Which people of a folder take part. A half is every second person by the order of names: who took part in a calibration
 * made on one half is not in the other.
 */
public enum People {
    ALL,
    EVEN,
    ODD;

    Population of(Population population) {
        return switch (this) {
            case ALL -> population;
            case EVEN -> population.half(0);
            case ODD -> population.half(1);
        };
    }
}
