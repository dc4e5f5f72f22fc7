/** Signing in with an identity provider: OpenID Connect, authorization code with PKCE. */
@NullMarked
package io.shidao.api.oidc;

import org.jspecify.annotations.NullMarked;
