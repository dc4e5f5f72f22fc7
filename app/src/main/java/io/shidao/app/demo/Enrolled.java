package io.shidao.app.demo;

import io.shidao.testkit.portrait.Portrait;

/**
 * A made-up person whose photo was accepted.
 *
 * @param subject id that the service gave
 */
record Enrolled(String subject, String name, Portrait portrait) {}
