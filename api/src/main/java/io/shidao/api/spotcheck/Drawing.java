package io.shidao.api.spotcheck;

import io.grpc.Status;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.spotcheck.proof.Beacon;
import io.shidao.api.spotcheck.proof.Digests;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.Urn;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.CancelSpotDrawRequest;
import io.shidao.proto.api.v1.PlanSpotDrawRequest;
import io.shidao.proto.api.v1.RunSpotDrawRequest;
import io.shidao.proto.api.v1.SpotBeaconKind;
import io.shidao.proto.api.v1.SpotDraw;
import io.shidao.proto.api.v1.SpotDrawState;
import io.shidao.wire.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The life of a draw: planned, then drawn or cancelled, once. The seed is nobody's but the node's until then. Blocks.
 * Thread-safe.
 */
final class Drawing {
    /** Between planning and drawing, so that the commitment can be seen before, and a beacon's value cannot. */
    static final Duration LEAST_WAIT = Duration.ofMinutes(1);

    static final Duration LONGEST_SPAN = Duration.ofDays(31);
    static final int MOST_DRAWN = 100;

    private static final Duration FARTHEST = Duration.ofDays(90);
    private static final int SEED_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SpotStore store;
    private final Predicate<String> prefectures;
    private final DataKey key;
    private final Clock clock;

    Drawing(SpotStore store, Predicate<String> prefectures, DataKey key, Clock clock) {
        this.store = store;
        this.prefectures = prefectures;
        this.key = key;
        this.clock = clock;
    }

    SpotDraw get(String id) {
        return store.find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("draw", id).exception());
    }

    /** A witness is another one than the planner. */
    static boolean mayDraw(SpotDraw draw) {
        Caller caller = Caller.current();
        return draw.getState() == SpotDrawState.SPOT_DRAW_STATE_PLANNED
                && switch (caller.role()) {
                    case ROLE_AUTHORITY_SUPERVISOR, ROLE_BUREAU_SUPERVISOR ->
                        !isWitnessed(draw) || !caller.id().equals(draw.getPlannedById());
                    default -> false;
                };
    }

    private static boolean isWitnessed(SpotDraw draw) {
        return draw.getBeacon().getKind() == SpotBeaconKind.SPOT_BEACON_KIND_WITNESS;
    }

    SpotDraw plan(PlanSpotDrawRequest request) {
        String prefecture = prefecture(request.getPrefectureId());
        SpotStore.Planned planned = store.plan(plan(request, prefecture));
        if (planned instanceof SpotStore.Planned.Made made) {
            return get(made.draw());
        }
        if (planned instanceof SpotStore.Planned.Unfit unfit) {
            throw unfit(unfit.candidates(), request.getCount());
        }
        throw Problem.conflict(
                        "REQUEST_ID_TAKEN",
                        "The request id was used before",
                        "request_id: used for another draw (expected: a fresh one for each draw)")
                .exception();
    }

    private static RuntimeException unfit(int candidates, int count) {
        return candidates > SpotStore.MOST_CANDIDATES
                ? Problem.precondition(
                                "POPULATION_TOO_LARGE",
                                "Too many sessions",
                                "from, to: more than " + SpotStore.MOST_CANDIDATES
                                        + " sessions begin then (what to do: choose a shorter time, or a prefecture)")
                        .exception()
                : Problem.precondition(
                                "POPULATION_TOO_SMALL",
                                "Too few sessions",
                                "count: " + count + " of " + candidates
                                        + " sessions that are planned then (expected: at most as many as there are)")
                        .exception();
    }

    private SpotStore.Plan plan(PlanSpotDrawRequest request, @Nullable String prefecture) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Checks checks = new Checks();
        String requestId = checks.id("request_id", request.getRequestId());
        String title = checks.text("title", request.getTitle(), 1, 100);
        SpotBeaconKind kind = checks.oneOf("beacon", request.getBeacon());
        boolean published = kind == SpotBeaconKind.SPOT_BEACON_KIND_PUBLICATION;
        String publication =
                checks.text("publication", request.getPublication(), published ? 1 : 0, published ? 200 : 0);
        Instant from = checks.time("from", request.hasFrom(), request.getFrom()).truncatedTo(ChronoUnit.MILLIS);
        Instant to = checks.time("to", request.hasTo(), request.getTo()).truncatedTo(ChronoUnit.MILLIS);
        Instant drawAt =
                checks.time("draw_at", request.hasDrawAt(), request.getDrawAt()).truncatedTo(ChronoUnit.MILLIS);
        checks.require(
                request.getCount() >= 1 && request.getCount() <= MOST_DRAWN,
                "count",
                request.getCount() + " (expected: 1 to " + MOST_DRAWN + ")");
        checks.require(
                !drawAt.isBefore(now.plus(LEAST_WAIT)) && !drawAt.isAfter(now.plus(FARTHEST)),
                "draw_at",
                drawAt + " (expected: from a minute to " + FARTHEST.toDays() + " days from now)");
        checks.require(!from.isBefore(drawAt), "from", from + " (expected: not before draw_at)");
        checks.require(
                to.isAfter(from) && Duration.between(from, to).compareTo(LONGEST_SPAN) <= 0,
                "to",
                to + " (expected: after from, by at most " + LONGEST_SPAN.toDays() + " days)");
        checks.done();
        String draw = Ids.fresh();
        byte[] seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        return new SpotStore.Plan(
                draw,
                requestId,
                Digests.sha256(request.toByteArray()),
                title,
                prefecture,
                from,
                to,
                drawAt,
                request.getCount(),
                beacon(kind, publication, drawAt),
                Digests.sha256(seed),
                Payload.wrap(key.seal(seed, purpose(draw))),
                new SpotStore.By(Caller.current(), now));
    }

    private static Beacon beacon(SpotBeaconKind kind, String publication, Instant drawAt) {
        return switch (kind) {
            case SPOT_BEACON_KIND_PUBLICATION -> Beacon.publication(publication);
            case SPOT_BEACON_KIND_DRAND -> Beacon.drand(drawAt);
            default -> Beacon.witness();
        };
    }

    /** Null for the whole region. */
    private @Nullable String prefecture(String requested) {
        if (Scope.current() instanceof Scope.OfPrefecture own) {
            if (requested.isEmpty() || requested.equals(own.id())) {
                return own.id();
            }
            throw Problem.notFound("prefecture", requested).exception();
        }
        if (!requested.isEmpty() && !prefectures.test(requested)) {
            throw Problem.notFound("prefecture", requested).exception();
        }
        return requested.isEmpty() ? null : requested;
    }

    SpotDraw run(RunSpotDrawRequest request) {
        SpotDraw draw = get(request.getDrawId());
        DrawProof proof = store.proof(draw.getDrawId());
        Beacon beacon = proof.commitment().beacon();
        Checks checks = new Checks();
        String value = beacon.normal(checks.text("value", request.getValue(), 1, 200));
        String signature = checks.text("signature", request.getSignature(), 0, 200);
        beacon.problem(value, signature).ifPresent(problem -> checks.fail("value", problem));
        checks.done();
        if (draw.getState() == SpotDrawState.SPOT_DRAW_STATE_DRAWN
                && draw.getValue().equals(value)) {
            return draw;
        }
        requirePlanned(draw);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (now.isBefore(proof.commitment().drawAt())) {
            throw Problem.precondition(
                            "NOT_YET",
                            "The time of drawing has not come",
                            "draw_at: " + proof.commitment().drawAt() + " (expected: a call from then on)")
                    .exception();
        }
        if (!mayDraw(draw)) {
            throw Problem.precondition(
                            "SECOND_PERSON",
                            "Somebody else has to do this",
                            "value: from who planned the draw (expected: from another supervisor, the witness)")
                    .exception();
        }
        byte[] seed = key.open(store.sealedSeed(draw.getDrawId()), purpose(draw.getDrawId()));
        List<Urn.Drawn> drawn = Urn.draw(
                seed,
                proof.commitment().digest(),
                value,
                proof.population(),
                proof.commitment().count());
        return end(draw, end(seed, value, signature, now, "", drawn));
    }

    SpotDraw cancel(CancelSpotDrawRequest request) {
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 1, 500);
        checks.done();
        SpotDraw draw = get(request.getDrawId());
        if (draw.getState() == SpotDrawState.SPOT_DRAW_STATE_CANCELLED
                && draw.getCancelReason().equals(reason)) {
            return draw;
        }
        requirePlanned(draw);
        byte[] seed = key.open(store.sealedSeed(draw.getDrawId()), purpose(draw.getDrawId()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return end(draw, end(seed, "", "", now, reason, List.of()));
    }

    private static DrawProof.End end(
            byte[] seed, String value, String signature, Instant at, String reason, List<Urn.Drawn> drawn) {
        return new DrawProof.End(
                HexFormat.of().formatHex(seed),
                value,
                signature,
                at,
                Caller.current().id(),
                reason,
                drawn);
    }

    private SpotDraw end(SpotDraw draw, DrawProof.End end) {
        if (!store.end(draw.getDrawId(), end, new SpotStore.By(Caller.current(), end.at()))) {
            throw ended();
        }
        return get(draw.getDrawId());
    }

    private static void requirePlanned(SpotDraw draw) {
        if (draw.getState() != SpotDrawState.SPOT_DRAW_STATE_PLANNED) {
            throw ended();
        }
    }

    private static RuntimeException ended() {
        return Problem.of(
                        Status.Code.FAILED_PRECONDITION,
                        "DRAW_ENDED",
                        "The draw is over",
                        "draw: drawn or cancelled (expected: one that is planned; a draw cannot be repeated)")
                .exception();
    }

    private static String purpose(String draw) {
        return "spot-seed:" + draw;
    }
}
