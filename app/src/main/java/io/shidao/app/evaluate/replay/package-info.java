/** Measures how well replayed footage is told from an honest class, on rendered classes that went through a real codec. */
@NullMarked
package io.shidao.app.evaluate.replay;

import org.jspecify.annotations.NullMarked;
