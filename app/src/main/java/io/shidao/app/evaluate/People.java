package io.shidao.app.evaluate;

/** Which people of a folder are measured; the halves are for a cross-check on the other one. */
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
