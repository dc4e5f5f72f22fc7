package io.shidao.app.region;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.api.ApiServer;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.app.node.Eyes;
import io.shidao.app.node.Node;
import io.shidao.app.node.Service;
import io.shidao.app.node.ShidaoConfig;
import io.shidao.kernel.face.ModelId;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.SceneEyes;
import io.shidao.testkit.region.ScoreModel;
import io.shidao.testkit.region.SessionScript;
import io.shidao.testkit.time.SettableClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * A whole installation that a made-up region works with: the real engines, the real services, accounts of people who call
 * the API. In place of pictures there are scenes ({@link SceneEyes}), and a clock that jumps in place of time.
 */
public final class Rehearsal implements AutoCloseable {
    private static final ModelId MODEL = new ModelId("fr_feature-87aacdfe");
    private static final double TYPICAL_HEIGHT_PIXELS = 66;
    private static final LocalTime BEGIN_OF_WORK = LocalTime.of(8, 0);

    private final PrintStream out;
    private final Region region;
    private final SettableClock clock;
    private final ScoreModel scores;
    private final Node node;
    private final Path folder;

    private Rehearsal(PrintStream out, Region region, SettableClock clock, ScoreModel scores, Node node, Path folder) {
        this.out = out;
        this.region = region;
        this.clock = clock;
        this.scores = scores;
        this.node = node;
        this.folder = folder;
    }

    /** @return whether all was found that was planted, and nothing else */
    public static boolean play(Region region, PrintStream out) throws InterruptedException {
        try (Rehearsal rehearsal = start(region, out)) {
            return rehearsal.run();
        }
    }

    /** Starts the installation, the day before the region's first. */
    public static Rehearsal start(Region region, PrintStream out) {
        out.println("Shidao region 实到地区演练: everything is made up; faces are numbers, not pictures. 全部虚构，人脸为数值模型。");
        return TemporaryFolder.open("shidao-region", folder -> start(region, out, folder));
    }

    private static Rehearsal start(Region region, PrintStream out, Path folder) {
        SettableClock clock = new SettableClock(region.size()
                .firstDay()
                .minusDays(1)
                .atTime(BEGIN_OF_WORK)
                .atZone(Region.ZONE)
                .toInstant());
        ScoreModel scores = scores(calibration());
        SceneEyes eyes = new SceneEyes(scores);
        Node node = Node.start(
                RehearsalConfig.of(ShidaoConfig.defaults()),
                EnumSet.of(Service.ANALYZER, Service.API),
                folder,
                clock,
                Map.of(),
                new Eyes(
                        new io.shidao.analyzer.pipeline.Vision(List.of(eyes), eyes, eyes, eyes, eyes, eyes),
                        new io.shidao.api.enrol.Vision(eyes, eyes, eyes, eyes, eyes)));
        return new Rehearsal(out, region, clock, scores, node, folder);
    }

    private static Calibration calibration() {
        return ShippedCalibrations.find(MODEL)
                .orElseThrow(() -> new RegionException("calibration of " + MODEL + ": none ships"));
    }

    /** The scores that the calibration expects of good looks with one photo enrolled. */
    private static ScoreModel scores(Calibration calibration) {
        double norm = calibration.mated().typicalReferenceNorm();
        double expected = calibration.mated().expected(norm, TYPICAL_HEIGHT_PIXELS, norm);
        return new ScoreModel(
                calibration.model(),
                calibration.nonMated().mean(),
                calibration.nonMated().deviation(),
                calibration.nonMated().lookShare(),
                expected + calibration.nonMated().mean(),
                calibration.mated().deviation(expected, 1),
                calibration.mated().lookDeviation().at(TYPICAL_HEIGHT_PIXELS),
                calibration.mated().roomDeviation(),
                norm);
    }

    /** Plays the region to its end and compares; whether all was as expected. */
    public boolean run() throws InterruptedException {
        long begun = System.nanoTime();
        ApiServer.FirstSignIn first = node.firstSignIn().orElseThrow();
        Staff staff = new Staff(node.address().orElseThrow(), clock, first.username(), first.oneTimePassword());
        Books books = new Books();
        new Onboarding(region, staff, books).enter();
        out.printf(
                "%d institutions, %d classes, %d people entered after %.0f s 机构、班级、人员已录入%n",
                region.institutions().size(),
                region.classes().size(),
                region.people().size(),
                (System.nanoTime() - begun) / 1e9);
        Progress progress = new Progress(
                node.database(),
                () -> node.meters().counter("analyzer.across.checks").count());
        Findings findings = new Findings(region, books);
        Verdict verdict = new Verdict();
        Authority authority = new Authority(region, books, staff, progress);
        try (Player player = new Player(region, books, staff.anonymous(), scores, clock, node.bus(), progress)) {
            play(player, findings, authority, verdict, begun);
            authority.judge(verdict);
            return conclude(staff, books, findings, player, progress, verdict, begun);
        }
    }

    private void play(Player player, Findings findings, Authority authority, Verdict verdict, long begun)
            throws InterruptedException {
        int middle = region.size().days() / 2;
        for (int day = 0; day < region.size().days(); day++) {
            LocalDate today = region.size().firstDay().plusDays(day);
            if (day == middle) {
                authority.plan(today);
            }
            clock.set(today.atTime(BEGIN_OF_WORK).atZone(Region.ZONE).toInstant());
            if (day == middle) {
                authority.draw(verdict);
            }
            List<SessionScript> played = player.play(today);
            findings.readRecords(played);
            if (day >= middle) {
                authority.decide(played, verdict);
            }
            report(day, played.size(), player, (System.nanoTime() - begun) / 1e9);
        }
    }

    private void report(int day, int sessions, Player player, double seconds) {
        long done = region.sessions().stream()
                .filter(session -> session.start().isBefore(clock.instant()))
                .count();
        double left = done == 0 ? 0 : seconds / done * (region.sessions().size() - done);
        out.printf(
                "  day 第 %d 天: %d sessions 课次, %d of %d done 已完成, %d pictures 图片, %.0f s, about %.0f s left 约剩%n",
                day + 1,
                sessions,
                done,
                region.sessions().size(),
                player.samples() + player.snapshots(),
                seconds,
                left);
        out.flush();
    }

    private boolean conclude(
            Staff staff, Books books, Findings findings, Player player, Progress progress, Verdict verdict, long begun)
            throws InterruptedException {
        progress.awaitCompared();
        findings.readCases();
        findings.judge(verdict, player.samples() + player.snapshots());
        new Scopes(region, books).judge(verdict);
        verdict.note("snapshots of cancelled sessions, turned away", player.refused());
        Reviewers reviewers = new Reviewers(books, staff);
        reviewers.work();
        progress.awaitSettled();
        reviewers.judge(verdict, staff.authority());
        events(verdict);
        verdict.print(out);
        out.printf(
                "region: %s prefectures=%d institutions=%d classes=%d sessions=%d samples=%d records=%d planted=%d"
                        + " found=%d false_accusations=%d stated_errors=%.4f decided=%d seconds=%.0f%n",
                verdict.holds() ? "PASS" : "FAIL",
                region.prefectures().size(),
                region.institutions().size(),
                region.classes().size(),
                region.sessions().size(),
                player.samples() + player.snapshots(),
                findings.records(),
                findings.plantedInAll(),
                findings.foundInAll(),
                findings.falseAccusations(),
                findings.statedErrors(),
                reviewers.decided(),
                (System.nanoTime() - begun) / 1e9);
        out.flush();
        return verdict.holds();
    }

    /** What the api took from the bus it has passed on, all of it. */
    private void events(Verdict verdict) {
        double received = node.meters().counter("api.live.received").count();
        verdict.expect(
                "events received by the api, and passed on",
                received,
                node.meters().counter("api.live.passed").count());
    }

    @Override
    public void close() {
        node.close();
        TemporaryFolder.delete(folder);
    }
}
