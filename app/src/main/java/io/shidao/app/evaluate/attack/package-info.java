/** Measures presentation-attack detection on photos of people and on attacks that are rendered from them. */
@NullMarked
package io.shidao.app.evaluate.attack;

import org.jspecify.annotations.NullMarked;
