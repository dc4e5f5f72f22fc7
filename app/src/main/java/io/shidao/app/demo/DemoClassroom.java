package io.shidao.app.demo;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.testkit.camera.CameraMount;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.classroom.ClassroomCamera;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.ClassroomScript;
import io.shidao.testkit.classroom.SeatedPerson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The demonstration's classroom: a rendered 1080p camera, served by RTSP, and a second camera with another password. */
final class DemoClassroom implements AutoCloseable {
    static final Duration LATE_BY = Duration.ofMinutes(11).plusSeconds(30);
    static final Duration LEAVES_BEFORE_END = Duration.ofMinutes(11).plusSeconds(30);

    private static final int FRAMES_PER_SECOND = 4;
    private static final int FRAMES_PER_GROUP = 4;
    private static final int BITS_PER_SECOND = 4_000_000;
    private static final long SEED = 20261124;

    private final H264Encoder encoder;
    private final CameraServer server;

    private DemoClassroom(H264Encoder encoder, CameraServer server) {
        this.encoder = encoder;
        this.server = server;
    }

    /** Opens the room; a session from {@code starts} to {@code ends} takes place in it. */
    static DemoClassroom open(Cast cast, Instant starts, Instant ends, Clock clock) {
        H264Encoder encoder = H264Encoder.open(
                ClassroomLayout.WIDTH, ClassroomLayout.HEIGHT, FRAMES_PER_SECOND, FRAMES_PER_GROUP, BITS_PER_SECOND);
        CameraServer server = CameraServer.open();
        ClassroomScript script = new ClassroomScript(SEED, people(cast, starts, ends));
        server.mount("/room1", new ClassroomCamera(script, clock, FRAMES_PER_SECOND, encoder::encode))
                .requireDigest("camera", "demo");
        CameraMount locked =
                server.mount("/workshop", new ClassroomCamera(script, clock, FRAMES_PER_SECOND, encoder::encode));
        locked.requireDigest("camera", "somebody changed it");
        return new DemoClassroom(encoder, server);
    }

    private static List<SeatedPerson> people(Cast cast, Instant starts, Instant ends) {
        Instant before = starts.minus(Duration.ofMinutes(5));
        Instant after = ends.plus(Duration.ofDays(1));
        List<SeatedPerson> people = new ArrayList<>();
        for (Cast.Member member : cast.room()) {
            if (member.part().isInTheRoom()) {
                people.add(new SeatedPerson(
                        member.person().portrait(),
                        member.seat(),
                        member.part() == Part.LATE ? starts.plus(LATE_BY) : before,
                        member.part() == Part.LEAVES_EARLY ? ends.minus(LEAVES_BEFORE_END) : after));
            }
        }
        people.add(new SeatedPerson(Cast.SUBSTITUTE, cast.the(Part.SUBSTITUTED).seat(), before, after));
        people.add(new SeatedPerson(
                Cast.VISITOR,
                Cast.VISITORS_SEAT,
                starts.plus(Duration.ofMinutes(12)),
                ends.minus(Duration.ofMinutes(13))));
        return people;
    }

    String camera() {
        return server.url("/room1", "camera", "demo");
    }

    /** Its password is no longer the one we were told. */
    String lockedCamera() {
        return server.url("/workshop", "camera", "demo");
    }

    @Override
    public void close() {
        server.close();
        encoder.close();
    }
}
