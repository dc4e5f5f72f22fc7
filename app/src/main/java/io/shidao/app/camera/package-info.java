/** The search for cameras, for a person at the terminal. */
@NullMarked
package io.shidao.app.camera;

import org.jspecify.annotations.NullMarked;
