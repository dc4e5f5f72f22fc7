/** Sessions, claims, what the analyzer concluded, and the plan that tells ingest what to open. */
@NullMarked
package io.shidao.api.session;

import org.jspecify.annotations.NullMarked;
