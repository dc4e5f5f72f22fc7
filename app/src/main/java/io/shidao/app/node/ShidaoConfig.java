package io.shidao.app.node;

import io.shidao.adapters.ffmpeg.KeyFrameDecoderConfig;
import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.relay.RelayConfig;
import io.shidao.adapters.rtsp.RtspConfig;
import io.shidao.adapters.vision.VisionConfig;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.api.ApiConfig;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.live.LiveViewConfig;
import io.shidao.ingest.record.RecordingConfig;
import io.shidao.ingest.snapshot.SnapshotConfig;
import io.shidao.ingest.sourcetest.SourceTestConfig;
import java.nio.file.Path;

/**
 * All settings of a node, one record for each component; {@code deploy/config/reference.conf} explains them.
 *
 * @param cacheDirectory unpacked programs and native libraries, shared by all data directories; empty chooses one
 * @param blobDirectory kept pictures; empty means in the data directory. Nodes that run single services must share it
 * @param recordingDirectory recorded segments of cameras; empty means in the data directory. Nodes that run single
 *     services must share it
 * @param kafka the bus
 * @param postgres the system of record
 * @param redis live state
 */
public record ShidaoConfig(
        Path cacheDirectory,
        Path blobDirectory,
        Path recordingDirectory,
        KafkaSettings kafka,
        PostgresSettings postgres,
        RedisSettings redis,
        IngestConfig ingest,
        RecordingConfig recording,
        LiveViewConfig liveView,
        RelayConfig liveRelay,
        SourceTestConfig sourceTest,
        SnapshotConfig snapshot,
        RtspConfig rtsp,
        LibavConfig libav,
        AnalyzerConfig analyzer,
        VisionConfig vision,
        KeyFrameDecoderConfig decoder,
        ApiConfig api) {

    /** The one-machine edition. */
    public static ShidaoConfig defaults() {
        return new ShidaoConfig(
                Path.of(""),
                Path.of(""),
                Path.of(""),
                KafkaSettings.defaults(),
                PostgresSettings.defaults(),
                RedisSettings.defaults(),
                IngestConfig.defaults(),
                RecordingConfig.defaults(),
                LiveViewConfig.defaults(),
                RelayConfig.defaults(),
                SourceTestConfig.defaults(),
                SnapshotConfig.defaults(),
                RtspConfig.defaults(),
                LibavConfig.defaults(),
                AnalyzerConfig.defaults(),
                VisionConfig.defaults(),
                KeyFrameDecoderConfig.defaults(),
                ApiConfig.defaults());
    }
}
