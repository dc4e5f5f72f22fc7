package io.shidao.analyzer.picture;

import io.shidao.analyzer.coverage.Sight;
import io.shidao.kernel.media.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches the picture of one source in one session. Not thread-safe. */
public final class PictureWatch {
    /** Nobody can be seen in a picture this dark, whatever the gain of the camera. */
    private static final double DARK_MEAN = 16;

    private static final double DARK_BRIGHT = 40;
    /** Share of the blocks with any edge below which something is before the lens. */
    private static final double COVERED_STRUCTURE = 0.06;
    /** A room that usually shows less cannot be told from a cover. */
    private static final double USUAL_STRUCTURE = 0.2;
    /** Below this change in levels a picture is the same to the bit but for a clock in it. */
    private static final double SAME = 0.07;
    /** A picture that is coded anew each time changes by much less than the noise of this source's sensor. */
    private static final double SAME_SHARE = 0.2;

    /** A room that fills is not yet what a source usually shows, however quickly it is sampled. */
    private static final Duration LEARNING = Duration.ofMinutes(5);

    private final PictureConfig config;
    private final ReferenceView view;
    private final Map<Look, TroubleRun> runs = new EnumMap<>(Look.class);
    private final TroubleRun unchanging;
    private final RepeatWatch repeats = new RepeatWatch();
    /** From this session alone: how noisy and how sharp the picture is depends on the light of the day. */
    private boolean isLearnt;

    /** Also from earlier sessions: which way the camera looks. */
    private boolean usualIsKnown;

    private @Nullable Sketch before;
    private @Nullable Instant first;
    private @Nullable Instant newest;

    private enum Look {
        GOOD,
        DARK,
        COVERED,
        TURNED_AWAY,
        BLURRED
    }

    public PictureWatch(PictureConfig config) {
        this(config, null);
    }

    /** @param kept the source's usual view of earlier sessions; null when none is known */
    public PictureWatch(PictureConfig config, @Nullable KeptView kept) {
        this.config = config;
        view = new ReferenceView(kept);
        usualIsKnown = view.isKept();
        for (Look look : Look.values()) {
            if (look != Look.GOOD) {
                runs.put(look, new TroubleRun(Sight.valueOf(look.name()), config.samples(), config.holds()));
            }
        }
        unchanging = new TroubleRun(Sight.UNCHANGING, config.samples(), config.unchangingAfter());
    }

    /**
     * Adds a sample; says what is wrong with it and holds. Good samples teach the source's usual view. A sample that comes
     * late, or twice, tells nothing of how the picture goes on.
     */
    public List<Trouble> look(Sketch sketch, Instant at) {
        if (newest != null && !at.isAfter(newest)) {
            return List.of();
        }
        newest = at;
        first = first == null ? at : first;
        isLearnt = view.isLearnt() && Duration.between(first, at).compareTo(LEARNING) >= 0;
        usualIsKnown = isLearnt || view.isKept();
        Edges edges = Edges.of(sketch);
        float change = before == null ? -1 : sketch.residual(before);
        before = sketch;
        Look look = look(sketch, edges);
        // in the dark and under a cover there is no noise to miss
        boolean same = look != Look.DARK && look != Look.COVERED && change >= 0 && change <= same();
        if (look == Look.GOOD && !same) {
            view.learn(sketch, edges, change);
        }
        List<Trouble> troubles = new ArrayList<>();
        for (Map.Entry<Look, TroubleRun> run : runs.entrySet()) {
            run.getValue().next(look == run.getKey(), at).ifPresent(troubles::add);
        }
        unchanging.next(same, at).ifPresent(troubles::add);
        return troubles;
    }

    /** Says whether the coded picture came before, bit by bit, as in a loop; {@link Trouble#since} is its first time. */
    public Optional<Trouble> lookForRepeat(Sha256 bits, Instant at) {
        return repeats.look(bits, at);
    }

    /** The usual view, with what this session has taught; empty before it has taught enough. */
    Optional<KeptView> learnt() {
        return isLearnt ? Optional.of(view.keep()) : Optional.empty();
    }

    private double same() {
        return isLearnt ? Math.max(SAME, SAME_SHARE * view.quietResidual()) : SAME;
    }

    private Look look(Sketch sketch, Edges edges) {
        if (sketch.mean() < DARK_MEAN && sketch.bright() < DARK_BRIGHT) {
            return Look.DARK;
        }
        boolean usuallyStructured = !usualIsKnown || view.structure() > USUAL_STRUCTURE;
        if (edges.structure() < COVERED_STRUCTURE && usuallyStructured) {
            return Look.COVERED;
        }
        if (!usualIsKnown) {
            return Look.GOOD;
        }
        if (view.relativeAgreement(edges) < config.leastAgreement()) {
            return Look.TURNED_AWAY;
        }
        return isLearnt && sketch.detail() < config.leastDetail() * view.detail() ? Look.BLURRED : Look.GOOD;
    }
}
