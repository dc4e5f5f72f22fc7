package io.shidao.analyzer;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.pipeline.Vision;
import io.shidao.analyzer.replay.FootageStore;
import io.shidao.analyzer.store.AnalysisStore;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.RoomPictures;
import java.time.Clock;

/**
 * What the analyzer stands on.
 *
 * @param calibration of the embedder that {@code vision} has
 * @param rooms where those who look at the rooms get their pictures
 * @param clock class time: when a session is over, and when its source is lost
 */
public record AnalyzerPorts(
        Bus bus,
        SessionDirectory directory,
        AnalysisStore store,
        BlobStore blobs,
        FootageStore footage,
        Vision vision,
        Calibration calibration,
        RoomPictures rooms,
        DataKey key,
        Clock clock,
        MeterRegistry meters) {}
