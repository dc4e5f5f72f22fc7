/** How long a picture takes from the camera to the screen. */
@NullMarked
package io.shidao.app.bench.live;

import org.jspecify.annotations.NullMarked;
