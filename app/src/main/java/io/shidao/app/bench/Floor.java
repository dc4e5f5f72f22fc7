package io.shidao.app.bench;

import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.SearchWindow;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * What no analysis of the picture can do without, medians of CPU milliseconds.
 *
 * @param decode one key frame or snapshot
 * @param scan one detection in the whole picture at full resolution: one pass over the whole and one over every tile
 * @param pass one pass over the whole alone, which misses the small faces
 */
record Floor(double decode, double scan, double pass) {
    private static final int WARM_UP = 5;
    private static final int RUNS = 15;

    double full() {
        return decode + scan;
    }

    double onePass() {
        return decode + pass;
    }

    static Floor measure(PictureDecoder decoder, FaceDetector detector, Codec codec, Payload payload) {
        CpuMeter meter = new CpuMeter();
        double decode = median(meter, () -> decoder.decode(codec, payload).close());
        try (Picture picture = decoder.decode(codec, payload)) {
            List<SearchWindow> whole = List.of(SearchWindow.whole(picture.width(), picture.height()));
            return new Floor(
                    decode,
                    median(meter, () -> detector.detect(picture)),
                    median(meter, () -> detector.detect(picture, whole)));
        }
    }

    private static double median(CpuMeter meter, Runnable work) {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            Cost cost = meter.unit(work);
            if (i >= WARM_UP) {
                costs.add(cost);
            }
        }
        return Cost.median(costs);
    }
}
