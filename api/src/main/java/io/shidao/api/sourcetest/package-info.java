/** Tests of cameras for whoever enters them: the api asks, an ingest opens the camera. */
@NullMarked
package io.shidao.api.sourcetest;

import org.jspecify.annotations.NullMarked;
