/** People's data: consent and the alternative to it, requests for access, correction and erasure, retention. */
@NullMarked
package io.shidao.api.people;

import org.jspecify.annotations.NullMarked;
