package io.shidao.api.imports;

import io.shidao.proto.api.v1.ImportFinding;

/** A ZIP cannot be read further. */
final class ZipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImportFinding finding;

    ZipException(ImportFinding finding) {
        super(finding.getCode(), null, false, false);
        this.finding = finding;
    }

    ImportFinding finding() {
        return finding;
    }
}
