/** The one program: its commands, and the only place that names adapters. */
@NullMarked
package io.shidao.app;

import org.jspecify.annotations.NullMarked;
