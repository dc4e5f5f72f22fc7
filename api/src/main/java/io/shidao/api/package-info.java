/** The public door of the service: people and platforms come in here, by gRPC, REST, live feed and browser. */
@NullMarked
package io.shidao.api;

import org.jspecify.annotations.NullMarked;
