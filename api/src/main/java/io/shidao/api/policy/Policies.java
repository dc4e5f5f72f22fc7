package io.shidao.api.policy;

import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CreditRules;
import io.shidao.kernel.session.RandomChecks;
import io.shidao.wire.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Function;

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
                        : message.getConsecutiveSnapshots(),
                or(message.hasReverification(), message.getReverification(), defaults.reverification()),
                credit(message, defaults.credit()),
                checks(message, defaults.checks()),
                message.getCheckInPhotos());
    }

    private static CreditRules credit(io.shidao.proto.api.v1.AttendancePolicy message, CreditRules defaults) {
        return new CreditRules(
                or("zone", message.getZone(), ZoneId::of, defaults.zone(), "a zone, e.g. Asia/Shanghai"),
                or("valid-from", message.getValidFrom(), LocalTime::parse, defaults.validFrom(), "e.g. 08:00"),
                or("valid-to", message.getValidTo(), LocalTime::parse, defaults.validTo(), "e.g. 22:00"),
                message.getDailyClassHours(),
                or(message.hasLeastSession(), message.getLeastSession(), defaults.leastSession()),
                or(message.hasMostSession(), message.getMostSession(), defaults.mostSession()));
    }

    private static RandomChecks checks(io.shidao.proto.api.v1.AttendancePolicy message, RandomChecks defaults) {
        return new RandomChecks(
                message.getChecksPerDay(),
                or(message.hasCheckAnswerWithin(), message.getCheckAnswerWithin(), defaults.answerWithin()),
                message.getChecksMadeUp(),
                message.getChecksMadeUpOf() == 0 ? defaults.madeUpOf() : message.getChecksMadeUpOf());
    }

    private static <T> T or(String name, String text, Function<String, T> read, T whenUnset, String expected) {
        try {
            return text.isEmpty() ? whenUnset : read.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "attendance policy: " + name + ": not readable (expected: " + expected + ")", e);
        }
    }

    /** The whole policy, every field set. */
    public static io.shidao.proto.api.v1.AttendancePolicy toMessage(AttendancePolicy policy) {
        CreditRules credit = policy.credit();
        RandomChecks checks = policy.checks();
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
                .setReverification(Times.duration(policy.reverification()))
                .setZone(credit.zone().getId())
                .setValidFrom(credit.validFrom().toString())
                .setValidTo(credit.validTo().toString())
                .setDailyClassHours(credit.dailyClassHours())
                .setLeastSession(Times.duration(credit.leastSession()))
                .setMostSession(Times.duration(credit.mostSession()))
                .setChecksPerDay(checks.perDay())
                .setCheckAnswerWithin(Times.duration(checks.answerWithin()))
                .setChecksMadeUp(checks.madeUp())
                .setChecksMadeUpOf(checks.madeUpOf())
                .setCheckInPhotos(policy.checkInPhotos())
                .build();
    }

    private static Duration or(boolean set, com.google.protobuf.Duration value, Duration whenUnset) {
        return set ? Times.duration(value) : whenUnset;
    }
}
