/** Keeps one source open for as long as its sessions need it, and tells what it is doing. */
@NullMarked
package io.shidao.ingest.source;

import org.jspecify.annotations.NullMarked;
