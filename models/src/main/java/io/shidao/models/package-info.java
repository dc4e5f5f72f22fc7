/** The neural networks that ship with Shidao: their catalogue, and loading them with their digests checked. */
@NullMarked
package io.shidao.models;

import org.jspecify.annotations.NullMarked;
