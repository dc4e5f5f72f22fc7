/** Many people at once: trainees from tables, and their photos from ZIPs, worked off in the background. */
@NullMarked
package io.shidao.api.imports;

import org.jspecify.annotations.NullMarked;
