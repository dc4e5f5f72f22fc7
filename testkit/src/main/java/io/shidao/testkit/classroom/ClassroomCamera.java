package io.shidao.testkit.classroom;

import io.shidao.testkit.camera.VideoFeed;
import java.time.Clock;

/**
 * A camera in a scripted classroom. Its clock is class time and may run fast; its frames come in real time. Used by one
 * thread at a time.
 */
public final class ClassroomCamera implements VideoFeed {
    private final ClassroomRenderer renderer;
    private final Clock clock;
    private final int framesPerSecond;
    private final FrameEncoder encoder;
    private long frame;

    /**
     * @param clock class time
     * @param encoder for pictures of {@link ClassroomLayout#WIDTH} x {@link ClassroomLayout#HEIGHT}; whoever opened it
     *     closes it, after the camera server
     */
    public ClassroomCamera(ClassroomScript script, Clock clock, int framesPerSecond, FrameEncoder encoder) {
        this.renderer = new ClassroomRenderer(script);
        this.clock = clock;
        this.framesPerSecond = framesPerSecond;
        this.encoder = encoder;
    }

    @Override
    public int framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public byte[] next() {
        return encoder.encode(renderer.render(clock.instant(), frame++));
    }
}
