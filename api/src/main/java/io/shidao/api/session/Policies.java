package io.shidao.api.session;

import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.wire.Times;
import java.time.Duration;

/** Attendance policies between the API's message, whose unset fields mean the default, and the kernel. */
public final class Policies {
    private Policies() {}

    /** @throws IllegalArgumentException naming every rule that is out of range */
    public static AttendancePolicy fromMessage(io.shidao.proto.api.v1.AttendancePolicy message) {
        AttendancePolicy defaults = AttendancePolicy.defaults();
        return new AttendancePolicy(
                message.getPresentShare() == 0 ? defaults.presentShare() : message.getPresentShare(),
                or(message.hasBridgedGap(), message.getBridgedGap(), defaults.bridgedGap()),
                or(message.hasLateAfter(), message.getLateAfter(), defaults.lateAfter()),
                or(message.hasEarlyBefore(), message.getEarlyBefore(), defaults.earlyBefore()),
                or(message.hasClassHour(), message.getClassHour(), defaults.classHour()),
                or(message.hasOutsiderAfter(), message.getOutsiderAfter(), defaults.outsiderAfter()),
                or(message.hasSourceLostAfter(), message.getSourceLostAfter(), defaults.sourceLostAfter()),
                or(message.hasSamplingInterval(), message.getSamplingInterval(), defaults.samplingInterval()),
                or(message.hasSnapshotInterval(), message.getSnapshotInterval(), defaults.snapshotInterval()),
                message.getConsecutiveSnapshots() == 0
                        ? defaults.consecutiveSnapshots()
                        : message.getConsecutiveSnapshots());
    }

    public static io.shidao.proto.api.v1.AttendancePolicy toMessage(AttendancePolicy policy) {
        return io.shidao.proto.api.v1.AttendancePolicy.newBuilder()
                .setPresentShare(policy.presentShare())
                .setBridgedGap(Times.duration(policy.bridgedGap()))
                .setLateAfter(Times.duration(policy.lateAfter()))
                .setEarlyBefore(Times.duration(policy.earlyBefore()))
                .setClassHour(Times.duration(policy.classHour()))
                .setOutsiderAfter(Times.duration(policy.outsiderAfter()))
                .setSourceLostAfter(Times.duration(policy.sourceLostAfter()))
                .setSamplingInterval(Times.duration(policy.samplingInterval()))
                .setSnapshotInterval(Times.duration(policy.snapshotInterval()))
                .setConsecutiveSnapshots(policy.consecutiveSnapshots())
                .build();
    }

    private static Duration or(boolean set, com.google.protobuf.Duration value, Duration whenUnset) {
        return set ? Times.duration(value) : whenUnset;
    }
}
