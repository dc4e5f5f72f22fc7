/** From a photo to a stored reference, or to the reasons why not. */
@NullMarked
package io.shidao.api.enrol;

import org.jspecify.annotations.NullMarked;
