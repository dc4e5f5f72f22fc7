package io.shidao.kernel.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules by which what was seen becomes attendance and anomalies; defaults are those of docs/glossary.md.
 *
 * @param presentShare least share of the sampled time on which a trainee must be verified, 0 to 1
 * @param bridgedGap a gap in the sight of somebody up to this long counts as seen
 * @param lateAfter first seen later than this after the start is late
 * @param earlyBefore last seen earlier than this before the end has left early
 * @param classHour length of a class-hour
 * @param outsiderAfter an outsider who stays this long is an anomaly
 * @param sourceLostAfter without a usable sample for this long, the source is lost
 * @param samplingInterval between two samples of a camera
 * @param snapshotInterval between two snapshots of an online course; a longer gap does not count as seen
 * @param consecutiveSnapshots so many snapshots without a face, or with several, in a row are an anomaly
 * @param reverification online: snapshots too poor to tell are let pass as long as one verifies within this time; zero:
 *     every snapshot has to verify
 * @param credit what of the time present counts as class-hours
 * @param checks presence checks at moments that nobody can foresee
 * @param checkInPhotos photos that a check-in needs of a trainee who has agreed to face verification, 0 to 3; with 0 it
 *     may come with some. One alone accuses nobody, two of the same face do
 */
public record AttendancePolicy(
        double presentShare,
        Duration bridgedGap,
        Duration lateAfter,
        Duration earlyBefore,
        Duration classHour,
        Duration outsiderAfter,
        Duration sourceLostAfter,
        Duration samplingInterval,
        Duration snapshotInterval,
        int consecutiveSnapshots,
        Duration reverification,
        CreditRules credit,
        RandomChecks checks,
        int checkInPhotos) {
    /** Of one check-in. */
    public static final int MOST_PHOTOS = 3;

    public AttendancePolicy {
        List<String> problems = new ArrayList<>();
        if (!(presentShare > 0 && presentShare <= 1)) {
            problems.add("present-share: " + presentShare + " (expected: above 0, up to 1)");
        }
        between(problems, "bridged-gap", bridgedGap, Duration.ZERO, Duration.ofHours(2));
        between(problems, "late-after", lateAfter, Duration.ZERO, Duration.ofHours(2));
        between(problems, "early-before", earlyBefore, Duration.ZERO, Duration.ofHours(2));
        between(problems, "class-hour", classHour, Duration.ofMinutes(1), Duration.ofHours(4));
        between(problems, "outsider-after", outsiderAfter, Duration.ZERO, Duration.ofHours(2));
        between(problems, "source-lost-after", sourceLostAfter, Duration.ofSeconds(5), Duration.ofHours(1));
        between(problems, "sampling-interval", samplingInterval, Duration.ofMillis(200), Duration.ofHours(1));
        between(problems, "snapshot-interval", snapshotInterval, Duration.ofSeconds(1), Duration.ofHours(2));
        if (consecutiveSnapshots < 1 || consecutiveSnapshots > 100) {
            problems.add("consecutive-snapshots: " + consecutiveSnapshots + " (expected: 1 to 100)");
        }
        if (checkInPhotos < 0 || checkInPhotos > MOST_PHOTOS) {
            problems.add("check-in-photos: " + checkInPhotos + " (expected: 0 to 3)");
        }
        between(problems, "reverification", reverification, Duration.ZERO, Duration.ofHours(4));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("attendance policy: " + String.join("; ", problems));
        }
    }

    /** Without re-verification, limits of credit, or checks. */
    public AttendancePolicy(
            double presentShare,
            Duration bridgedGap,
            Duration lateAfter,
            Duration earlyBefore,
            Duration classHour,
            Duration outsiderAfter,
            Duration sourceLostAfter,
            Duration samplingInterval,
            Duration snapshotInterval,
            int consecutiveSnapshots) {
        this(
                presentShare,
                bridgedGap,
                lateAfter,
                earlyBefore,
                classHour,
                outsiderAfter,
                sourceLostAfter,
                samplingInterval,
                snapshotInterval,
                consecutiveSnapshots,
                Duration.ZERO,
                CreditRules.NONE,
                RandomChecks.NONE,
                0);
    }

    /** Present on 70 % of the sampled time, gaps up to 10 min bridged, late and early limits 10 min. */
    public static AttendancePolicy defaults() {
        return new AttendancePolicy(
                0.70,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(45),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                2);
    }

    /** The same with snapshots of an online course this far apart, and re-verified this often. */
    public AttendancePolicy withSnapshots(Duration interval, Duration verifiedAgain) {
        return with(samplingInterval, interval, verifiedAgain, credit, checks, checkInPhotos);
    }

    public AttendancePolicy withCredit(CreditRules other) {
        return with(samplingInterval, snapshotInterval, reverification, other, checks, checkInPhotos);
    }

    public AttendancePolicy withChecks(RandomChecks other) {
        return with(samplingInterval, snapshotInterval, reverification, credit, other, checkInPhotos);
    }

    public AttendancePolicy withCheckInPhotos(int photos) {
        return with(samplingInterval, snapshotInterval, reverification, credit, checks, photos);
    }

    /** The same for a session that was sampled that often: of one that has begun this is a fact, and no rule. */
    public AttendancePolicy withSamplingInterval(Duration interval) {
        return with(interval, snapshotInterval, reverification, credit, checks, checkInPhotos);
    }

    private AttendancePolicy with(
            Duration sampled,
            Duration snapshots,
            Duration verifiedAgain,
            CreditRules otherCredit,
            RandomChecks otherChecks,
            int photos) {
        return new AttendancePolicy(
                presentShare,
                bridgedGap,
                lateAfter,
                earlyBefore,
                classHour,
                outsiderAfter,
                sourceLostAfter,
                sampled,
                snapshots,
                consecutiveSnapshots,
                verifiedAgain,
                otherCredit,
                otherChecks,
                photos);
    }

    /**
     * The rules by which this asks less than {@code other}: whoever has to keep to {@code other} may only be stricter.
     *
     * @return names of rules; empty when this is at least as strict
     */
    public List<String> laxerThan(AttendancePolicy other) {
        List<String> laxer = new ArrayList<>();
        less(laxer, "present-share", presentShare, other.presentShare);
        less(laxer, "class-hour", classHour, other.classHour);
        less(laxer, "bridged-gap", other.bridgedGap, bridgedGap);
        less(laxer, "late-after", other.lateAfter, lateAfter);
        less(laxer, "early-before", other.earlyBefore, earlyBefore);
        less(laxer, "outsider-after", other.outsiderAfter, outsiderAfter);
        less(laxer, "source-lost-after", other.sourceLostAfter, sourceLostAfter);
        less(laxer, "sampling-interval", other.samplingInterval, samplingInterval);
        less(laxer, "snapshot-interval", other.snapshotInterval, snapshotInterval);
        less(laxer, "consecutive-snapshots", other.consecutiveSnapshots, consecutiveSnapshots);
        less(laxer, "reverification", other.reverification, reverification);
        less(laxer, "check-in-photos", checkInPhotos, other.checkInPhotos);
        laxer.addAll(credit.laxerThan(other.credit));
        laxer.addAll(checks.laxerThan(other.checks));
        return List.copyOf(laxer);
    }

    static <T extends Comparable<T>> void less(List<String> laxer, String name, T value, T least) {
        if (value.compareTo(least) < 0) {
            laxer.add(name);
        }
    }

    static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
