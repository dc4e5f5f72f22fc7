/** Faces in pictures by OpenCV and the models that ship: decode stills, detect, align, embed, encode crops. */
@NullMarked
package io.shidao.adapters.vision;

import org.jspecify.annotations.NullMarked;
