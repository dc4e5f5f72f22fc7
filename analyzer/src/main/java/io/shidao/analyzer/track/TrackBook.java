package io.shidao.analyzer.track;

import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.time.Spans;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All tracks of one session, by increasing id. Bounded. Not thread-safe. */
public final class TrackBook {
    private static final int FEW_LOOKS = 3;

    private final TrackConfig config;
    private final EvidenceConfig pictures;
    private final Map<Long, Track> tracks = new LinkedHashMap<>();
    private long nextId;

    public TrackBook(TrackConfig config, EvidenceConfig pictures) {
        this(config, pictures, 1, List.of());
    }

    /** Reads back what the accessors gave. */
    public TrackBook(TrackConfig config, EvidenceConfig pictures, long nextId, List<Track> tracks) {
        this.config = config;
        this.pictures = pictures;
        this.nextId = nextId;
        tracks.forEach(t -> this.tracks.put(t.id(), t));
    }

    public Collection<Track> tracks() {
        return Collections.unmodifiableCollection(tracks.values());
    }

    public long nextId() {
        return nextId;
    }

    /**
     * Gives each face of a camera's sample to the track at its place, nearest pairs first, or to a new one.
     *
     * @return the tracks, in the order of {@code faces}
     */
    public List<Track> follow(List<Box> faces, Instant at, Duration gap) {
        Track[] followed = new Track[faces.size()];
        List<Track> free = new ArrayList<>(tracks.values());
        free.removeIf(Track::isVacated);
        for (Pair pair : pairs(faces, free)) {
            if (followed[pair.face] == null && free.remove(pair.track)) {
                followed[pair.face] = pair.track;
            }
        }
        List<Track> result = new ArrayList<>();
        for (int i = 0; i < followed.length; i++) {
            Track track = followed[i] == null ? open(null, faces.get(i)) : followed[i];
            track.sighted(faces.get(i), at, gap);
            result.add(track);
        }
        return result;
    }

    private record Pair(int face, Track track, double distance) {}

    private List<Pair> pairs(List<Box> faces, List<Track> candidates) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            for (Track track : candidates) {
                double distance = distance(faces.get(i), track.box());
                if (distance <= config.reach() && ratio(faces.get(i), track.box()) <= config.sizeRatio()) {
                    pairs.add(new Pair(i, track, distance));
                }
            }
        }
        // of two tracks at one place, the one seen last
        pairs.sort(Comparator.comparingDouble(Pair::distance)
                .thenComparing(p -> p.track.seen().last(), Comparator.reverseOrder())
                .thenComparingInt(Pair::face));
        return pairs;
    }

    /** In face heights. */
    private static double distance(Box a, Box b) {
        return Math.hypot(a.centreX() - b.centreX(), a.centreY() - b.centreY()) / ((a.height() + b.height()) / 2);
    }

    private static double ratio(Box a, Box b) {
        return Math.max(a.height(), b.height()) / Math.min(a.height(), b.height());
    }

    /** Gives the face of a snapshot to the log-in's track that looks like it, or to a new one. */
    public Track followClaimant(SubjectId claimant, Box face, FaceTemplate template) {
        return tracks.values().stream()
                .filter(t -> claimant.equals(t.claimant()) && likeness(t, template) >= config.sameClaimantAppearance())
                .max(Comparator.comparingDouble(t -> likeness(t, template)))
                .orElseGet(() -> open(claimant, face));
    }

    private static double likeness(Track track, FaceTemplate template) {
        Appearance appearance = track.appearance();
        return appearance == null ? -1 : appearance.cosine(template);
    }

    /**
     * Somebody else has taken the place of {@code left}, which keeps what it has: finds the track of the newcomer, who
     * may have been there before, or opens one.
     */
    public Track replace(Track left, FaceTemplate template, Box face, Instant at, Duration gap) {
        left.vacate();
        Track newcomer = tracks.values().stream()
                .filter(t -> t != left && t.isVacated() && distance(t.box(), face) <= 2 * config.reach())
                .filter(t -> likeness(t, template) >= 2 * config.sameAppearance())
                .max(Comparator.comparingDouble(t -> likeness(t, template)))
                .orElseGet(() -> open(null, face));
        newcomer.comeBack();
        newcomer.sighted(face, at, gap);
        return newcomer;
    }

    private Track open(@Nullable SubjectId claimant, Box face) {
        Album album = new Album(pictures.facesOfTrack(), pictures.replaceMargin(), List.of());
        Track track = new Track(nextId++, claimant, face, new Spans(), new TrackEvidence(), album);
        tracks.put(track.id(), track);
        return track;
    }

    /** Drops what is no person or, when there are too many, the tracks with the fewest looks. */
    public void tidy(Instant now) {
        tracks.values()
                .removeIf(t -> t.claimant() == null
                        && t.evidence().looks() < FEW_LOOKS
                        && t.seen().last().isBefore(now.minus(config.forgetAfter())));
        while (tracks.size() > config.mostTracks()) {
            Track least = tracks.values().stream()
                    .min(Comparator.comparingInt((Track t) -> t.evidence().looks())
                            .thenComparing(t -> t.seen().last())
                            .thenComparingLong(Track::id))
                    .orElseThrow();
            tracks.remove(Objects.requireNonNull(least).id());
        }
    }
}
