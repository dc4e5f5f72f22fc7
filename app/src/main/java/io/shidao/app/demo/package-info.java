/** The demonstration: a made-up class whose every planted case must be found. */
@NullMarked
package io.shidao.app.demo;

import org.jspecify.annotations.NullMarked;
