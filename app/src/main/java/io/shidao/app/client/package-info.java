/** Talks to the API as any client does; what demonstrations and rehearsals use. */
@NullMarked
package io.shidao.app.client;

import org.jspecify.annotations.NullMarked;
