/** Pictures by their digest, encrypted, in a directory. */
@NullMarked
package io.shidao.adapters.blob;

import org.jspecify.annotations.NullMarked;
