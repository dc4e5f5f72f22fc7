package io.shidao.app.bench.live;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.ClassroomRenderer;
import io.shidao.testkit.classroom.ClassroomScript;
import io.shidao.testkit.classroom.SeatedPerson;
import io.shidao.testkit.portrait.Portrait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A full classroom at 1080p, rendered and encoded beforehand, so that drawing it takes no time from what is measured. */
record ClassroomVideo(List<byte[]> units) {
    private static final int FRAMES_PER_SECOND = 4;
    private static final int FRAMES_PER_GROUP = 4;
    private static final int BITS_PER_SECOND = 4_000_000;
    private static final long SEED = 20261127;
    private static final Duration LENGTH = Duration.ofSeconds(40);

    /** Who sits in the room, in the order of the seats. */
    static ClassroomVideo of(List<Portrait> people) {
        Instant start = Instant.EPOCH;
        List<SeatedPerson> seated = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            seated.add(new SeatedPerson(
                    people.get(i), ClassroomLayout.seats().get(i), start.minusSeconds(1), start.plus(LENGTH)));
        }
        ClassroomRenderer renderer = new ClassroomRenderer(new ClassroomScript(SEED, seated));
        List<byte[]> units = new ArrayList<>();
        try (H264Encoder encoder = H264Encoder.open(
                ClassroomLayout.WIDTH, ClassroomLayout.HEIGHT, FRAMES_PER_SECOND, FRAMES_PER_GROUP, BITS_PER_SECOND)) {
            for (int frame = 0; frame < LENGTH.toSeconds() * FRAMES_PER_SECOND; frame++) {
                Instant at = start.plusMillis(1000L * frame / FRAMES_PER_SECOND);
                units.add(encoder.encode(renderer.render(at, frame)));
            }
        }
        return new ClassroomVideo(units);
    }

    /** From its beginning, again and again. */
    VideoFeed feed() {
        return VideoFeed.loop(FRAMES_PER_SECOND, units);
    }
}
