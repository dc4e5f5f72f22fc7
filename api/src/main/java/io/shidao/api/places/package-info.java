/** Sites, classrooms and the cameras that hang in them. */
@NullMarked
package io.shidao.api.places;

import org.jspecify.annotations.NullMarked;
