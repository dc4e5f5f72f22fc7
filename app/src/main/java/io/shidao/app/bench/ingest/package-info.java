/** What a camera's stream costs ingest, measured in processes of their own: cameras, broker, and the node itself. */
@NullMarked
package io.shidao.app.bench.ingest;

import org.jspecify.annotations.NullMarked;
