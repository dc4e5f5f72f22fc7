/** Compressed media on its way in: sources, access units, still pictures. Nothing here decodes. */
@NullMarked
package io.shidao.kernel.media;

import org.jspecify.annotations.NullMarked;
