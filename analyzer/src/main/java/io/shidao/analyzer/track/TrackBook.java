package io.shidao.analyzer.track;

import io.shidao.analyzer.assign.OptimalAssignment;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.time.Spans;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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
     * Gives each face of a camera's sample to the track at its place, or to a new one: the least sum of distances over all
     * faces. Where another answer would be nearly as good, the faces concerned are to be looked at.
     *
     * @return the tracks, in the order of {@code faces}; nothing depends on that order
     */
    public List<Track> follow(List<Box> faces, Instant at, Duration gap) {
        int[] order = Places.order(faces);
        List<Box> ordered = Arrays.stream(order).mapToObj(faces::get).toList();
        List<Track> candidates = tracks.values().stream()
                .filter(t -> t.claimant() == null && !t.isVacated())
                .toList();
        Places places = new Places(ordered, candidates, at, gap, config);
        Track[] followed = new Track[order.length];
        for (int i = 0; i < order.length; i++) {
            int place = places.trackOf(i);
            Track track = place == OptimalAssignment.NONE ? open(ordered.get(i)) : candidates.get(place);
            track.sighted(ordered.get(i), at, gap);
            if (places.isDoubtful(i)) {
                track.ask();
            }
            followed[order[i]] = track;
        }
        return List.of(followed);
    }

    /**
     * Corrects what the places of a camera's faces have told by how the faces look: people who have changed places keep
     * their tracks, whoever comes back is found again, and somebody else gets a track of their own.
     *
     * @param places what {@link #follow} gave for this sample
     * @param looks of the same faces; null where there was no clear one
     * @return for each of the faces
     */
    public List<Settled> settle(List<Track> places, List<@Nullable ClearLook> looks, Instant at, Duration gap) {
        int[] order = Places.order(places.stream().map(Track::box).toList());
        List<Settled> settled = new Settlement(this, config, at, gap)
                .settle(
                        Arrays.stream(order).mapToObj(places::get).toList(),
                        Arrays.stream(order).mapToObj(looks::get).collect(Collectors.toList()));
        Settled[] result = new Settled[order.length];
        for (int i = 0; i < order.length; i++) {
            result[order[i]] = settled.get(i);
        }
        return List.of(result);
    }

    /** Gives the face of a snapshot to the log-in's track that looks like it, or to a new one. */
    public Track followClaimant(SubjectId claimant, Box face, FaceTemplate template) {
        return tracks.values().stream()
                .filter(t -> claimant.equals(t.claimant()) && t.likeness(template) >= config.sameClaimantAppearance())
                .max(Comparator.comparingDouble(t -> t.likeness(template)))
                .orElseGet(() -> open(claimant, face));
    }

    Track open(Box face) {
        return open(null, face);
    }

    private Track open(@Nullable SubjectId claimant, Box face) {
        Album album = new Album(pictures.facesOfTrack(), pictures.replaceMargin(), List.of());
        Track track = new Track(nextId++, claimant, face, new Spans(), new TrackEvidence(), album);
        tracks.put(track.id(), track);
        return track;
    }

    void remove(Track track) {
        tracks.remove(track.id());
    }

    /**
     * Drops what is no person or, when there are too many, the tracks that tell least.
     *
     * @param remembered so long nobody is dropped who was seen only once
     */
    public void tidy(Instant now, Duration remembered) {
        Instant unseenSince = now.minus(Intervals.longer(remembered, config.forgetAfter()));
        tracks.values().removeIf(t -> isNobody(t, unseenSince));
        while (tracks.size() > config.mostTracks()) {
            Track least = tracks.values().stream()
                    .min(Comparator.comparing((Track t) -> t.decision().isDecided())
                            .thenComparingInt(t -> t.evidence().looks())
                            .thenComparing(t -> Intervals.total(t.seen().list()))
                            .thenComparing(t -> t.seen().last())
                            .thenComparingLong(Track::id))
                    .orElseThrow();
            tracks.remove(Objects.requireNonNull(least).id());
        }
    }

    /** Whoever stays matters even with few looks: it may be somebody who is missing. */
    private boolean isNobody(Track track, Instant unseenSince) {
        return track.claimant() == null
                && !track.decision().isDecided()
                && track.evidence().looks() < FEW_LOOKS
                && Intervals.total(track.seen().list()).compareTo(config.forgetAfter()) < 0
                && track.seen().last().isBefore(unseenSince);
    }
}
