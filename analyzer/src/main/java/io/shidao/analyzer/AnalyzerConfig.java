package io.shidao.analyzer;

import io.shidao.analyzer.across.AcrossConfig;
import io.shidao.analyzer.anomaly.AnomalyConfig;
import io.shidao.analyzer.attendance.AttendanceConfig;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.session.SamplingConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of the analyzer.
 *
 * @param workers threads, each with its own partitions
 * @param batch samples and changes that become one transaction, at most
 * @param grace class time after a session's end until it is concluded, for samples that are still on their way
 * @param mostSessions running sessions of one partition that are kept in memory; others are read again when needed
 * @param refreshEvery real time between two looks for changes of a session's plan, roster and claims
 * @param relayTimeout real time that the bus may take for the events of one batch
 * @param samePerson cosine of two outsiders' appearances from which they are one person
 * @param sampling how often a camera is sampled while something is open
 * @param pipeline of the stages
 * @param attendance of the fold
 * @param anomalies limits that no attendance policy sets
 * @param across of what is compared between sessions
 */
public record AnalyzerConfig(
        int workers,
        int batch,
        Duration grace,
        int mostSessions,
        Duration refreshEvery,
        Duration relayTimeout,
        double samePerson,
        SamplingConfig sampling,
        PipelineConfig pipeline,
        AttendanceConfig attendance,
        AnomalyConfig anomalies,
        AcrossConfig across) {
    public AnalyzerConfig {
        List<String> problems = new ArrayList<>();
        if (workers < 1 || workers > 256) {
            problems.add("workers: " + workers + " (expected: 1 to 256)");
        }
        if (batch < 1 || batch > 1000) {
            problems.add("batch: " + batch + " (expected: 1 to 1000)");
        }
        if (grace.isNegative()) {
            problems.add("grace: " + grace + " (expected: 0s or longer)");
        }
        if (mostSessions < 1) {
            problems.add("most-sessions: " + mostSessions + " (expected: at least 1)");
        }
        if (refreshEvery.isNegative() || relayTimeout.isNegative() || relayTimeout.isZero()) {
            problems.add("refresh-every: " + refreshEvery + ", relay-timeout: " + relayTimeout
                    + " (expected: 0s or longer; above 0s)");
        }
        if (!(samePerson > 0 && samePerson < 1)) {
            problems.add("same-person: " + samePerson + " (expected: between 0 and 1)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("analyzer: " + String.join("; ", problems));
        }
    }

    /** The same, with other sampling. */
    public AnalyzerConfig withSampling(SamplingConfig other) {
        return new AnalyzerConfig(
                workers,
                batch,
                grace,
                mostSessions,
                refreshEvery,
                relayTimeout,
                samePerson,
                other,
                pipeline,
                attendance,
                anomalies,
                across);
    }

    /** One worker for each core, 16 records a transaction, concluded one minute after the end. */
    public static AnalyzerConfig defaults() {
        return new AnalyzerConfig(
                Runtime.getRuntime().availableProcessors(),
                16,
                Duration.ofMinutes(1),
                200,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                0.45,
                SamplingConfig.defaults(),
                PipelineConfig.defaults(),
                AttendanceConfig.defaults(),
                AnomalyConfig.defaults(),
                AcrossConfig.defaults());
    }
}
