/** Faces from picture to template: the values, and the ports of the steps decode, detect, align, embed. */
@NullMarked
package io.shidao.kernel.face;

import org.jspecify.annotations.NullMarked;
