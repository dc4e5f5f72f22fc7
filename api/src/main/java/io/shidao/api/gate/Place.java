package io.shidao.api.gate;

/**
 * Where a session belongs, which never changes.
 *
 * @param prefecture id
 * @param institution id
 * @param source id of its camera or platform
 */
public record Place(String prefecture, String institution, String source) {}
