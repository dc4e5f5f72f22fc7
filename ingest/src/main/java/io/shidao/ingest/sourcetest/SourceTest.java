package io.shidao.ingest.sourcetest;

import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.wire.Times;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One test of one source: may it be opened, does it open, does it deliver, can that be decoded. Ends with the first thing that
 * fails, when enough is known, or when {@link #overdue} is called. The decoded picture is measured and thrown away.
 * Thread-safe; the source calls from its own thread.
 */
final class SourceTest implements AccessUnitSource.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(SourceTest.class);
    /** From the first key unit; RTSP cameras send their first report, with their time, within it. */
    private static final Duration LEAST_WATCHED = Duration.ofMillis(2500);
    /** One damaged key unit says nothing about a camera. */
    private static final int MOST_DECODED = 3;

    /** What tests of a node share; {@code work} runs what may block. */
    record Surroundings(
            AddressPolicy policy,
            SourceTestConfig config,
            List<AccessUnitSource> sources,
            Supplier<PictureDecoder> decoder,
            Executor work) {}

    private final String id;
    private final SourceAddress address;
    private final Surroundings around;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<SourceTested> result = new CompletableFuture<>();
    private final SourceTested.Builder told = SourceTested.newBuilder();
    private final Measurement measured = new Measurement();
    private @Nullable OpeningStep last;
    private AccessUnitSource.@Nullable Connection connection;
    private boolean over;
    private boolean opened;
    private boolean decoding;
    private boolean decoded;
    private boolean broke;
    private int tried;

    SourceTest(String id, SourceAddress address, Surroundings around) {
        this.id = id;
        this.address = address;
        this.around = around;
    }

    /** What came of it; never fails. */
    CompletableFuture<SourceTested> result() {
        return result;
    }

    void start() {
        Optional<String> objection = around.policy().objection(address);
        if (objection.isPresent()) {
            fail(SourceState.REFUSED, OpeningStep.ADDRESS, objection.get());
        } else {
            work(this::resolve);
        }
    }

    private void work(Runnable step) {
        try {
            around.work().execute(step);
        } catch (RejectedExecutionException e) {
            fail(SourceState.TIMED_OUT, nextStep(), "too many tests are at work");
        }
    }

    /** Blocks while the name service is asked. */
    private void resolve() {
        try {
            if (!address.scheme().equals("file")) {
                for (InetAddress target :
                        InetAddress.getAllByName(URI.create(address.uri()).getHost())) {
                    take(OpeningStep.NAME);
                    Optional<String> objection = around.policy()
                            .objection(target, address.scheme())
                            .or(() -> around.config().objection(target));
                    if (objection.isPresent()) {
                        fail(SourceState.REFUSED, OpeningStep.ADDRESS, objection.get());
                        return;
                    }
                }
            }
            take(OpeningStep.ADDRESS);
            open();
        } catch (UnknownHostException e) {
            fail(SourceState.REFUSED, OpeningStep.NAME, "the name is unknown");
        } catch (RuntimeException e) {
            LOG.error("Source test {} failed unexpectedly", id, e);
            fail(
                    SourceState.BAD_STREAM,
                    nextStep(),
                    "internal error: " + e.getClass().getSimpleName());
        }
    }

    private void open() {
        AccessUnitSource source = around.sources().stream()
                .filter(one -> one.supports(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no source opens " + address.scheme() + " addresses"));
        AccessUnitSource.Connection open = source.open(address, Demand.ALL, this);
        boolean late;
        synchronized (this) {
            connection = open;
            late = over;
        }
        if (late) {
            open.close();
        }
    }

    @Override
    public void reached(OpeningStep step) {
        take(step);
    }

    private synchronized void take(OpeningStep step) {
        if (over || step == last) {
            return;
        }
        last = step;
        boolean known =
                told.getReachedList().stream().anyMatch(one -> one.getStep().equals(step.name()));
        if (!known) { // after a redirect the same steps come again
            told.addReachedBuilder().setStep(step.name()).setAfter(Times.duration(sinceStart()));
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public synchronized void sound() {
        told.setSound(true);
    }

    @Override
    public synchronized void opened(Codec codec) {
        take(OpeningStep.PLAY);
        opened = true;
        told.setCodec(codec.name());
    }

    @Override
    public void accessUnit(AccessUnit unit) {
        boolean decodes;
        synchronized (this) {
            measured.unit(unit, System.nanoTime());
            decodes = unit.key() && !decoding && !decoded && tried < MOST_DECODED;
            if (unit.key() && !decoded) {
                take(OpeningStep.KEY_FRAME);
            }
            decoding |= decodes;
        }
        if (decodes) {
            work(() -> decode(unit));
        }
        finishWhenEnough();
    }

    @Override
    public synchronized void skipped() {
        measured.skipped();
    }

    @Override
    public synchronized void damaged() {
        measured.damaged();
    }

    private void decode(AccessUnit unit) {
        try (Picture picture = around.decoder().get().decode(unit.codec(), unit.payload())) {
            synchronized (this) {
                decoded = true;
                told.setWidth(picture.width()).setHeight(picture.height());
                take(OpeningStep.PICTURE);
            }
        } catch (BadPictureException | IllegalStateException e) {
            // the latter: no decoder became free in time
            LOG.debug("Source test {}: a key frame gave no picture: {}", id, e.getMessage());
        } finally {
            giveUpWhenNothingDecodes();
        }
        finishWhenEnough();
    }

    private void giveUpWhenNothingDecodes() {
        boolean hopeless;
        synchronized (this) {
            decoding = false;
            tried++;
            hopeless = !decoded && (tried >= MOST_DECODED || broke);
        }
        if (hopeless) {
            fail(SourceState.BAD_STREAM, OpeningStep.PICTURE, "no picture can be made of its key frames");
        }
    }

    private void finishWhenEnough() {
        boolean enough;
        synchronized (this) {
            enough = decoded && (broke || measured.isEnough(LEAST_WATCHED, System.nanoTime()));
        }
        if (enough) {
            finish(SourceState.STREAMING, null, "");
        }
    }

    @Override
    public void ended(SourceState why, String detail) {
        boolean waits;
        boolean good;
        synchronized (this) {
            broke = true;
            good = decoded;
            waits = decoding;
            told.setBrokeOff(!over && !address.scheme().equals("file"));
        }
        if (good) {
            finish(SourceState.STREAMING, null, detail);
        } else if (!waits) {
            fail(why, failedStep(why), detail);
        }
    }

    /** The time is over: whatever it waits for now is what failed. */
    void overdue() {
        SourceState state;
        synchronized (this) {
            if (decoded) {
                state = SourceState.STREAMING;
            } else if (!opened) {
                state = SourceState.TIMED_OUT;
            } else {
                state = measured.any() ? SourceState.BAD_STREAM : SourceState.FROZEN;
            }
        }
        if (state == SourceState.STREAMING) {
            finish(state, null, "");
        } else {
            fail(state, nextStep(), "its time is over");
        }
    }

    /** Sources other than RTSP over TCP do not tell their steps: then the kind of failure tells as much as is known. */
    private synchronized OpeningStep failedStep(SourceState why) {
        OpeningStep waited = nextStep();
        return switch (why) {
            case UNAUTHORISED -> OpeningStep.SIGN_IN;
            case NOT_FOUND -> OpeningStep.DESCRIPTION;
            case BAD_STREAM -> waited == OpeningStep.CONNECTION && !isEncrypted() ? OpeningStep.DESCRIPTION : waited;
            default -> waited;
        };
    }

    private boolean isEncrypted() {
        return address.scheme().equals("rtsps");
    }

    private synchronized OpeningStep nextStep() {
        return last == null ? OpeningStep.NAME : last.next();
    }

    private void fail(SourceState state, OpeningStep step, String detail) {
        finish(state, step, detail);
    }

    private void finish(SourceState state, @Nullable OpeningStep failed, String detail) {
        AccessUnitSource.Connection open;
        SourceTested done;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            open = connection;
            measured.tell(told, System.nanoTime());
            done = told.setState(state.name())
                    .setFailedStep(failed == null ? "" : failed.name())
                    .setTook(Times.duration(sinceStart()))
                    .build();
        }
        LOG.info(
                "Source test {}: {}{}{}",
                id,
                state,
                failed == null ? "" : " at " + failed,
                detail.isEmpty() ? "" : ", " + detail);
        if (open != null) {
            open.close();
        }
        result.complete(done);
    }
}
