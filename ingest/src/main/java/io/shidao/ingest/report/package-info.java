/** Trouble that comes often, told seldom. */
@NullMarked
package io.shidao.ingest.report;

import org.jspecify.annotations.NullMarked;
