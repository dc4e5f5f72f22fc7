/** What every implementation of a port must do, as tests that each of them runs. */
@NullMarked
package io.shidao.testkit.contract;

import org.jspecify.annotations.NullMarked;
