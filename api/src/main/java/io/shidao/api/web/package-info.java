/** What a browser and an operator need around the services: console files, OpenAPI, health, metrics, headers. */
@NullMarked
package io.shidao.api.web;

import org.jspecify.annotations.NullMarked;
