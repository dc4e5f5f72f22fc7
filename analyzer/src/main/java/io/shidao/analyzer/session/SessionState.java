package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.OutageRule;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.coverage.Coverage;
import io.shidao.analyzer.coverage.CoverageLedger;
import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.detect.ScanMemory;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.evidence.KeptPicture;
import io.shidao.analyzer.picture.PictureWatches;
import io.shidao.analyzer.replay.Replay;
import io.shidao.analyzer.replay.ReplayWatches;
import io.shidao.analyzer.store.SessionProgress;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import io.shidao.analyzer.track.TrackBook;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one session so far. What is planned comes from the directory and may be replaced; what was seen
 * is written to a checkpoint. Not thread-safe: belongs to the worker that has the session's partition.
 */
public final class SessionState {
    private SessionPlan plan;
    private Roster roster;
    private List<Claim> claims;
    private List<PersonStatement> statements = List.of();
    private List<Adjudication> adjudications = List.of();

    final TrackBook tracks;
    final CoverageLedger coverage;
    final ClockWatch clock = new ClockWatch();
    SourceView source = SourceView.UNKNOWN;
    private final ScanMemory scans = new ScanMemory();
    private final PictureWatches pictures = new PictureWatches();
    private final ReplayWatches replays = new ReplayWatches();
    final HeightHistogram heights = new HeightHistogram();
    final Map<SubjectId, Claimant> claimants = new TreeMap<>(Comparator.comparing(SubjectId::value));
    final List<KeptPicture> overviews = new ArrayList<>();
    final Map<String, String> raised = new TreeMap<>();
    final Map<String, String> presence = new TreeMap<>();
    Set<String> inSight = new TreeSet<>();
    long analysed;
    long failed;
    int facesInNewest;
    int width;
    int height;

    private @Nullable Gallery gallery;

    @Nullable
    Instant newestAt;

    @Nullable
    Instant concludedAt;

    /** Who was enrolled when the session was first concluded; null before. */
    @Nullable
    Set<SubjectId> enrolledThen;

    @Nullable
    Replay replay;

    SessionState(SessionPlan plan, Roster roster, List<Claim> claims, TrackBook tracks) {
        this.plan = plan;
        this.roster = roster;
        this.claims = List.copyOf(claims);
        this.tracks = tracks;
        this.coverage = new CoverageLedger(sampleInterval());
    }

    /** A session of which nothing was seen yet. */
    public static SessionState begin(
            SessionPlan plan, Roster roster, List<Claim> claims, TrackConfig tracks, EvidenceConfig pictures) {
        return new SessionState(plan, roster, claims, new TrackBook(tracks, pictures));
    }

    /** The plan, the roster or the claims have changed. */
    public void replan(SessionPlan newPlan, Roster newRoster, List<Claim> newClaims) {
        plan = newPlan;
        roster = newRoster;
        gallery = null;
        claims = List.copyOf(newClaims);
        coverage.interval(sampleInterval());
    }

    /** What people have decided about the session's cases, as it stands now. */
    public void adjudicate(List<Adjudication> decided) {
        adjudications = List.copyOf(decided);
    }

    public List<Adjudication> adjudications() {
        return adjudications;
    }

    public SessionPlan plan() {
        return plan;
    }

    public Roster roster() {
        return roster;
    }

    /** The roster's references as a set to search, made when first asked for. */
    public Gallery gallery(ModelId model) {
        Gallery known = gallery;
        if (known == null || !known.model().equals(model)) {
            known = Gallery.of(roster, model);
            gallery = known;
        }
        return known;
    }

    public List<Claim> claims() {
        return claims;
    }

    /** What people have laid down and still stands. */
    public List<PersonStatement> statements() {
        return statements;
    }

    public void laidDown(List<PersonStatement> newest) {
        statements = List.copyOf(newest);
    }

    public Set<SubjectId> enrolled() {
        return roster.entries().stream()
                .filter(RosterEntry::isEnrolled)
                .map(RosterEntry::subject)
                .collect(Collectors.toSet());
    }

    public TrackBook tracks() {
        return tracks;
    }

    /** Where the camera's picture was searched; not part of the checkpoint. */
    public ScanMemory scans() {
        return scans;
    }

    /** Whether the camera shows the room; not part of the checkpoint. */
    public PictureWatches pictures() {
        return pictures;
    }

    /** Whether the camera shows what it showed before; not part of the checkpoint. */
    public ReplayWatches replays() {
        return replays;
    }

    /** Footage was shown again: the surest finding is told of. */
    public void replayed(Replay found) {
        if (replay == null || found.logFalseAlarm() < replay.logFalseAlarm()) {
            replay = found;
        }
    }

    /** Pictures of the whole room, oldest first. */
    public List<KeptPicture> overviews() {
        return List.copyOf(overviews);
    }

    public void keepOverview(KeptPicture overview) {
        overviews.add(overview);
    }

    /** Gaps between samples up to this long are no gap in what a source covers. */
    public Duration sampleGap() {
        return sampleInterval().multipliedBy(3);
    }

    /** Who was seen once, and not found again for so long, came in time all the same. */
    private Duration unseenInTime() {
        return Intervals.longer(sampleGap(), plan.policy().lateAfter());
    }

    private Duration sampleInterval() {
        AttendancePolicy policy = plan.policy();
        return plan.kind().isOnline() ? policy.snapshotInterval() : policy.samplingInterval();
    }

    /** Where picture checks say what a source did not show. */
    public Coverage coverage() {
        return coverage;
    }

    public void sourceChanged(SourceChange change) {
        source = source.changed(change);
        coverage.changed(change);
    }

    /** The sample gave no picture. */
    public void sampleFailed(Sample sample) {
        failed++;
        if (isPhotoAtCheckIn(sample)) {
            return;
        }
        coverage.damaged(sample.source(), sample.capturedAt());
        newest(sample.capturedAt());
    }

    /**
     * The sample was analysed.
     *
     * @param faceHeights in pixels
     */
    public void sampleAnalysed(Sample sample, int widthPixels, int heightPixels, List<Float> faceHeights) {
        analysed++;
        if (isPhotoAtCheckIn(sample)) {
            return;
        }
        coverage.seen(sample.source(), sample.capturedAt());
        if (sample.cameraTime() != null) {
            clock.sampled(sample.cameraTime(), sample.capturedAt());
        }
        faceHeights.forEach(heights::add);
        if (newest(sample.capturedAt())) {
            facesInNewest = faceHeights.size();
            width = widthPixels;
            height = heightPixels;
        }
        tracks.tidy(sample.capturedAt(), unseenInTime());
    }

    /** Whether who is seen there is there: of a photo at a check-in nothing is known but that it was taken. */
    boolean isPresence(Track track) {
        return track.claimant() == null || plan.kind().isOnline();
    }

    /** A photo at a check-in. It says nothing of the room, nor of whether its camera works. */
    public boolean isPhotoAtCheckIn(Sample sample) {
        return sample.claimant() != null && !plan.kind().isOnline();
    }

    private boolean newest(Instant at) {
        boolean newest = newestAt == null || !at.isBefore(newestAt);
        if (newest) {
            newestAt = at;
        }
        return newest;
    }

    /** Online: a snapshot of a log-in has come. Tells whether its very bits had come before, from another time. */
    public boolean snapshotRepeats(SubjectId claimant, Sha256 bits, Instant at) {
        return claimants
                .computeIfAbsent(claimant, c -> new Claimant())
                .snapshots
                .repeats(bits, at);
    }

    /** Online: a snapshot whose bits had come before shows nothing of the time it is said to be from. */
    public void snapshotRepeated(SubjectId claimant, Instant at, KeptPicture picture) {
        Claimant state = claimants.computeIfAbsent(claimant, c -> new Claimant());
        state.repeated = state.repeated.again(at, picture);
    }

    /** Online: one snapshot at a log-in shows none or several faces; {@code picture} is the whole of it. */
    public void snapshotInTrouble(SubjectId claimant, Instant at, int faces, @Nullable KeptPicture picture) {
        Claimant state = claimants.computeIfAbsent(claimant, c -> new Claimant());
        state.lastTrack = 0;
        state.log.add(at, faces == 0 ? SnapshotLog.NO_FACE : SnapshotLog.SEVERAL_FACES);
        state.noFace = faces == 0 ? state.noFace.again(at, picture) : state.noFace.over();
        state.severalFaces = faces > 1 ? state.severalFaces.again(at, picture) : state.severalFaces.over();
    }

    /** Online: the only face of a snapshot goes to a track of the log-in. */
    public Track snapshotTaken(SubjectId claimant, Box face, FaceTemplate template, Instant at, Duration gap) {
        Claimant state = claimants.computeIfAbsent(claimant, c -> new Claimant());
        Track track = tracks.followClaimant(claimant, face, template);
        // what lies between two snapshots counts only when both show the same person and none between shows another
        track.sighted(face, at, track.id() == state.lastTrack ? gap : Duration.ZERO);
        state.lastTrack = track.id();
        state.log.add(at, track.id());
        state.noFace = state.noFace.over();
        state.severalFaces = state.severalFaces.over();
        return track;
    }

    /** Online: the only face of a snapshot is too poor to tell anything. */
    public void snapshotUnclear(SubjectId claimant, Instant at) {
        snapshotUntold(claimant, at, SnapshotLog.UNCLEAR);
    }

    /** Online: the only face of a snapshot whose bits had come before goes to nobody, however clear it is. */
    public void snapshotWorthless(SubjectId claimant, Instant at) {
        snapshotUntold(claimant, at, SnapshotLog.REPEATED);
    }

    private void snapshotUntold(SubjectId claimant, Instant at, long why) {
        Claimant state = claimants.computeIfAbsent(claimant, c -> new Claimant());
        state.lastTrack = 0;
        state.log.add(at, why);
        state.noFace = state.noFace.over();
        state.severalFaces = state.severalFaces.over();
    }

    /** Further samples came after all. */
    public void reopen() {
        concludedAt = null;
    }

    /** Whether the source is silent for too long at this time. */
    public boolean isSourceLost(Instant now) {
        List<CoverageSpan> spans = coverageUntil(now);
        Instant seenLast = spans.stream()
                .filter(CoverageSpan::isSeen)
                .map(span -> span.time().to())
                .reduce(plan.startsAt(), Intervals::later);
        Instant end = Intervals.earlier(now, plan.endsAt());
        return end.isAfter(seenLast.plus(OutageRule.allowed(plan)));
    }

    /** What the session's source showed, every instant from the session's start to {@code asOf}, or its end, once. */
    public List<CoverageSpan> coverageUntil(Instant asOf) {
        return coverage.spans(plan.source(), window(asOf), latest());
    }

    /** The same of each source, without the time for which the next sample may still come. */
    public List<SessionCoverage> coverageBySource(Instant asOf) {
        Instant newest = newestAt == null ? plan.startsAt() : newestAt;
        Instant known = isConcluded() || asOf.isAfter(newest.plus(sampleGap())) ? asOf : newest;
        Set<SourceId> sources = new LinkedHashSet<>(List.of(plan.source()));
        sources.addAll(coverage.sources().keySet());
        return sources.stream()
                .map(source -> new SessionCoverage(plan.id(), source, coverage.spans(source, window(known), latest())))
                .toList();
    }

    private Interval window(Instant asOf) {
        Instant end = Intervals.earlier(asOf, plan.endsAt());
        return new Interval(plan.startsAt(), Intervals.later(plan.startsAt(), end));
    }

    /** When any source showed the room. */
    List<Interval> covered() {
        return coverage.seen(window(plan.endsAt()), latest());
    }

    /** Nothing is known beyond the newest sample, unless the session is over. */
    Instant latest() {
        Instant newest = newestAt == null ? plan.startsAt() : newestAt;
        return isConcluded() ? Intervals.later(newest, plan.endsAt()) : newest;
    }

    public SessionProgress progress() {
        return new SessionProgress(
                plan.id(),
                source.state(),
                source.detail(),
                source.since(),
                source.keyInterval(),
                analysed,
                failed,
                newestAt,
                facesInNewest,
                heights.median(),
                UndecidedFaces.whoStayed(this).size(),
                concludedAt);
    }

    /** Ids of those who are in one of the newest samples. */
    public Set<String> inSight() {
        return inSight;
    }

    public @Nullable Instant newestAt() {
        return newestAt;
    }

    public boolean isConcluded() {
        return concludedAt != null;
    }

    /** Whether there was something to verify a member by: of a session that is over, what was then. */
    boolean wasEnrolled(SubjectId subject) {
        return (enrolledThen == null ? enrolled() : enrolledThen).contains(subject);
    }

    public void conclude(Instant at) {
        enrolledThen = enrolledThen == null ? enrolled() : enrolledThen;
        concludedAt = at;
    }
}
