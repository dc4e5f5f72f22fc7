/** A camera's ONVIF side, in process. */
@NullMarked
package io.shidao.testkit.onvif;

import org.jspecify.annotations.NullMarked;
