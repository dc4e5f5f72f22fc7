/** Finding cameras and choosing among their streams: the port, and what is advised; ONVIF stands behind it. */
@NullMarked
package io.shidao.ingest.camera;

import org.jspecify.annotations.NullMarked;
