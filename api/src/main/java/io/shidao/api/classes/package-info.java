/** The life of a class, from its application to its acceptance: who may move it, from where to where, and why. */
@NullMarked
package io.shidao.api.classes;

import org.jspecify.annotations.NullMarked;
