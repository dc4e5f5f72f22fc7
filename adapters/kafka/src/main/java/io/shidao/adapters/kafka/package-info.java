/** The bus on Kafka, and a broker of our own for the one-machine edition. */
@NullMarked
package io.shidao.adapters.kafka;

import org.jspecify.annotations.NullMarked;
