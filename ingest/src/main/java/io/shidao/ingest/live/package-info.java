/** Live pictures of a source for those who watch it: muxed once, sent to many, kept from nobody by a slow one. */
@NullMarked
package io.shidao.ingest.live;

import org.jspecify.annotations.NullMarked;
