/** Tables that people hand in as files, CSV or XLSX, into rows of text. */
@NullMarked
package io.shidao.api.sheet;

import org.jspecify.annotations.NullMarked;
