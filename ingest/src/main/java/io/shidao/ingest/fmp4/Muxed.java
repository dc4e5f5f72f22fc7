package io.shidao.ingest.fmp4;

/** What became of one access unit. */
public sealed interface Muxed permits Fragment, LeftOut {}
