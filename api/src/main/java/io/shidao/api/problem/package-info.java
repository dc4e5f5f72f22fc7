/** What went wrong with a call, in one form for gRPC and REST (RFC 9457), with nothing personal in it. */
@NullMarked
package io.shidao.api.problem;

import org.jspecify.annotations.NullMarked;
