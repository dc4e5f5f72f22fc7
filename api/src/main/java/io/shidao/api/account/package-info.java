/** Accounts with passwords, their sign-ins, and the keys of platforms. */
@NullMarked
package io.shidao.api.account;

import org.jspecify.annotations.NullMarked;
