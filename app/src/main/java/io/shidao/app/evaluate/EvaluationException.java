package io.shidao.app.evaluate;

/** Something that the person at the terminal has to put right; the message says what. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(message);
    }
}
