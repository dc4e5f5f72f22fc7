/** Reads the configuration: one record per component, all problems reported at once. */
@NullMarked
package io.shidao.app.config;

import org.jspecify.annotations.NullMarked;
