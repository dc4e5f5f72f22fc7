/** Calibrations of the installation, and the enrolled people that one is measured on. */
@NullMarked
package io.shidao.adapters.postgres.calibration;

import org.jspecify.annotations.NullMarked;
