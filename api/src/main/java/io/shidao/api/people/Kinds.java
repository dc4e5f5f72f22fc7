package io.shidao.api.people;

import io.shidao.proto.api.v1.RetentionKind;
import java.util.Arrays;
import java.util.List;

/** Kinds of what is kept, and for how long. */
public final class Kinds {
    /** In the order in which the job goes through them. */
    static final List<RetentionKind> ALL = Arrays.stream(RetentionKind.values())
            .filter(kind -> kind != RetentionKind.RETENTION_KIND_UNSPECIFIED && kind != RetentionKind.UNRECOGNIZED)
            .toList();

    private Kinds() {}

    /** As the database and metrics have it, e.g. {@code FACE_CROPS}. */
    public static String name(RetentionKind kind) {
        return kind.name().substring("RETENTION_KIND_".length());
    }

    public static int days(RetentionKind kind, PeopleConfig rules) {
        return switch (kind) {
            case RETENTION_KIND_TEMPLATES -> rules.templateDays();
            case RETENTION_KIND_FACE_CROPS -> rules.faceDays();
            case RETENTION_KIND_CASE_PICTURES -> rules.caseDays();
            case RETENTION_KIND_SNAPSHOT_RECEIPTS -> rules.receiptDays();
            case RETENTION_KIND_ACCESS_LOG -> rules.accessLogDays();
            case RETENTION_KIND_OBSERVATIONS -> rules.observationDays();
            case RETENTION_KIND_CHECKPOINTS -> rules.checkpointDays();
            case RETENTION_KIND_CASE_ATTACHMENTS -> rules.caseDays();
            case RETENTION_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(kind.name());
        };
    }
}
