package io.shidao.api.sourcetest;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.gate.TokenBuckets;
import io.shidao.api.places.PlaceStore;
import io.shidao.api.policy.SessionPolicies;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.SourceAddresses;
import io.shidao.api.registry.SourceStore;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.Classroom;
import io.shidao.proto.api.v1.SourceTest;
import io.shidao.proto.api.v1.SourceTestServiceGrpc;
import io.shidao.proto.api.v1.TestSourceRequest;
import io.shidao.proto.bus.v1.SourceTested;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * SourceTestService: tests of cameras, within the caller's scope. A test takes seconds, so it waits on a thread of its own and
 * leaves the api's workers alone; few run at once, and each caller has few a minute. What comes back names states and steps,
 * never what was read from the other end. Thread-safe.
 */
public final class SourceTestDoor extends SourceTestServiceGrpc.SourceTestServiceImplBase {
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_CALLERS = 10_000;
    private static final double SECONDS_A_MINUTE = 60;

    /** Where things are read and noted. */
    public record Stores(SourceStore sources, PlaceStore places, AccessLog log) {}

    /** What is to be tested, and how it is told in the log. */
    private record Subject(SourceAddress address, String object, SourceAdvice advice) {}

    private final Stores stores;
    private final SourceAddresses addresses;
    private final Institutions institutions;
    private final SessionPolicies policies;
    private final SourceTester tester;
    private final TokenBuckets callers;
    private final Clock clock;
    private final ThreadPoolExecutor waiting = new ThreadPoolExecutor(
            0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), SourceTestDoor::thread);

    /**
     * @param perPerson tests a minute of one caller, and as many at once
     * @param live where ingest listens
     */
    public SourceTestDoor(
            Stores stores,
            SourceAddresses addresses,
            Institutions institutions,
            SessionPolicies policies,
            int perPerson,
            LiveState live,
            DataKey key,
            Clock clock) {
        this.stores = stores;
        this.addresses = addresses;
        this.institutions = institutions;
        this.policies = policies;
        this.tester = new SourceTester(live, key, clock);
        this.callers = new TokenBuckets(perPerson, perPerson / SECONDS_A_MINUTE, MOST_CALLERS, System::nanoTime);
        this.clock = clock;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "api-source-test");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void testSource(TestSourceRequest request, StreamObserver<SourceTest> answer) {
        Subject subject = subject(request);
        Principal principal = Principal.current();
        Duration wait = callers.take(principal.caller().id());
        if (!wait.isZero()) {
            throw Problem.of(
                            Status.Code.RESOURCE_EXHAUSTED,
                            "TESTS_TOO_OFTEN",
                            "Too many tests",
                            "cameras lock out whoever tries too often (expected: a few tests a minute)")
                    .retryAfter(wait)
                    .exception();
        }
        try {
            waiting.execute(() -> {
                try {
                    answer.onNext(test(principal, subject));
                    answer.onCompleted();
                } catch (RuntimeException e) {
                    answer.onError(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw SourceTester.busy().exception();
        }
    }

    /** Entered in the log before the camera is touched, and with what came of it. */
    private SourceTest test(Principal who, Subject subject) {
        stores.log().record(who, "source-test", subject.object(), "");
        SourceTested tested = tester.test(subject.address());
        String came = tested.getState() + (tested.getFailedStep().isEmpty() ? "" : " " + tested.getFailedStep());
        stores.log().record(who, "source-test-result", subject.object() + " " + came, "");
        return subject.advice().answer(tested);
    }

    private Subject subject(TestSourceRequest request) {
        Checks checks = new Checks();
        boolean stored = !request.getSourceId().isEmpty();
        checks.require(
                stored == request.getAddress().isBlank(),
                "source_id",
                (stored ? "set beside an address" : "not set, and no address")
                        + " (expected: a source that is entered, or an address)");
        checks.done();
        return stored ? stored(request.getSourceId()) : entered(request);
    }

    private Subject stored(String id) {
        SourceStore.Stored source = stores.sources()
                .find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("source", id).exception());
        SourceAddress address = addresses
                .of(source)
                .orElseThrow(() -> Problem.invalid("source_id", "a platform (expected: a camera)")
                        .exception());
        addresses.problem(address).ifPresent(problem -> {
            throw Problem.invalid("source_id", problem).exception();
        });
        return subject(address, id, source.source().getInstitutionId(), seats(id));
    }

    /** Whether it lies in the caller's scope comes first: to others an address is no more wrong than right. */
    private Subject entered(TestSourceRequest request) {
        String institution = institutions.one(request.getInstitutionId());
        return subject(addresses.entered(request.getAddress()), institution, institution, 0);
    }

    private Subject subject(SourceAddress address, String object, String institution, int seats) {
        Duration every = policies.usual(institution, clock.instant()).samplingInterval();
        return new Subject(address, object + " " + place(address), new SourceAdvice(every, seats));
    }

    /** A path may be a key, and a query a password: neither is logged. */
    private static String place(SourceAddress address) {
        URI uri = URI.create(address.uri());
        return uri.getHost() == null
                ? address.scheme()
                : address.scheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private int seats(String source) {
        return stores.places()
                .findCamera(source)
                .map(camera -> camera.getClassroomId())
                .filter(classroom -> !classroom.isEmpty())
                .flatMap(classroom -> stores.places().findClassroom(classroom, Scope.current()))
                .map(PlaceStore.Room::classroom)
                .map(Classroom::getCapacity)
                .orElse(0);
    }
}
