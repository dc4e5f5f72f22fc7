/** enrolled people of a site → Calibration: what is measured again where the service is used. */
@NullMarked
package io.shidao.analyzer.calibrate;

import org.jspecify.annotations.NullMarked;
