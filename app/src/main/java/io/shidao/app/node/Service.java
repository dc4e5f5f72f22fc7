package io.shidao.app.node;

/** What a node can run; the one-machine edition runs all of them. */
public enum Service {
    INGEST,
    ANALYZER,
    API
}
