/**
 * Measures the decisions on labelled faces: photos are put into pictures as a 1080p camera gives them, go through the
 * real detection, alignment and embedding, and the looks that come out make simulated sessions.
 */
@NullMarked
package io.shidao.app.evaluate;

import org.jspecify.annotations.NullMarked;
