/** Measures what the work costs, beside a floor that is measured in the same run. */
@NullMarked
package io.shidao.app.bench;

import org.jspecify.annotations.NullMarked;
