/** ONVIF: finds cameras by WS-Discovery and asks them for their streams over SOAP. */
@NullMarked
package io.shidao.adapters.onvif;

import org.jspecify.annotations.NullMarked;
