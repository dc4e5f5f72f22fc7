package io.shidao.app.bench;

import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.app.bench.CpuMeter.Stage;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectRole;
import io.shidao.testkit.online.OnlineCourseScript;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** What it costs to verify a snapshot: from the JPEG to the judged session. */
public final class SnapshotBench {
    private static final int TRAINEES = 10;
    private static final int WARM_UP = 10;
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Instant START = BenchRoom.START;

    private final PrintStream out;
    private final PrintStream progress;
    private final int snapshots;

    /** @param snapshots to verify, 1 or more */
    public SnapshotBench(PrintStream out, PrintStream progress, int snapshots) {
        if (snapshots < 1 || snapshots > 10_000) {
            throw new IllegalArgumentException("bench: snapshots " + snapshots + " (expected: 1 to 10000)");
        }
        this.out = out;
        this.progress = progress;
        this.snapshots = snapshots;
    }

    private record Result(Cost mean, double median, Floor floor) {}

    public void run() {
        try (Bench bench = Bench.open()) {
            List<Member> members = Member.enrol(bench.vision(), TRAINEES);
            progress.println("snapshots of 1280 x 720 抓拍 …");
            Result large = run(bench, members, 1280, 720);
            progress.println("snapshots of 640 x 480 抓拍 …");
            Result usual = run(bench, members, OnlineCourseScript.WIDTH, OnlineCourseScript.HEIGHT);
            print("CPU ms per snapshot, mean by stage 每张抓拍各阶段平均 CPU 毫秒%n");
            print("%-16s %10s %10s%n", "", "640x480", "1280x720");
            for (Stage stage : Stage.values()) {
                print(
                        "%-16s %10.1f %10.1f%n",
                        stage.name().toLowerCase(Locale.ROOT),
                        usual.mean().millis(stage),
                        large.mean().millis(stage));
            }
            print(
                    "%-16s %10.1f %10.1f%n",
                    "all", usual.mean().millis(), large.mean().millis());
            print("%-16s %10.1f %10.1f%n", "median", usual.median(), large.median());
            print(
                    "%-16s %10.1f %10.1f%n",
                    "floor", usual.floor().full(), large.floor().full());
            print(
                    "bench snapshots: cpu_ms_per_snapshot=%.1f decode=%.1f detect=%.1f embed=%.1f floor=%.1f"
                            + " cpu_ms_per_720p_snapshot=%.1f%n",
                    usual.mean().millis(),
                    usual.mean().millis(Stage.DECODE),
                    usual.mean().millis(Stage.DETECT),
                    usual.mean().millis(Stage.ALIGN) + usual.mean().millis(Stage.EMBED),
                    usual.floor().full(),
                    large.mean().millis());
        }
    }

    private Result run(Bench bench, List<Member> members, int width, int height) {
        OneSession session = session(members);
        List<Cost> costs = new ArrayList<>();
        Payload example = Payload.wrap(new byte[0]);
        try (Analysis analysis = new Analysis(bench, session, PipelineConfig.defaults())) {
            for (int i = 0; i < WARM_UP + snapshots; i++) {
                Member member = members.get(i % members.size());
                example = Payload.wrap(sized(new OnlineCourseScript(1, member.portrait()).attending(i), width, height));
                Cost cost = analysis.analyse(sample(session.plan(), member, i, example));
                if (i >= WARM_UP) {
                    costs.add(cost);
                }
            }
        }
        Floor floor =
                Floor.measure(bench.vision().stillDecoder(), bench.vision().detector(), Codec.JPEG, example);
        return new Result(Cost.mean(costs), Cost.median(costs), floor);
    }

    private OneSession session(List<Member> members) {
        Instant end = START.plus(EVERY.multipliedBy((WARM_UP + snapshots) / members.size() + 1));
        SessionPlan plan = new SessionPlan(
                new SessionId("bench"),
                new ClassId("bench"),
                new InstitutionId("bench"),
                SessionKind.ONLINE,
                new SourceId("platform"),
                START,
                end,
                AttendancePolicy.defaults());
        List<RosterEntry> entries = members.stream()
                .map(m -> new RosterEntry(m.subject(), SubjectRole.TRAINEE, List.of(m.reference()), null))
                .toList();
        return new OneSession(plan, new Roster(entries), List.of());
    }

    private static Sample sample(SessionPlan plan, Member member, int number, Payload payload) {
        Instant at = START.plus(EVERY.multipliedBy(number / TRAINEES)).plusSeconds(number % TRAINEES);
        return new Sample(
                new SampleId("snapshot-" + number),
                plan.id(),
                plan.source(),
                member.subject(),
                Codec.JPEG,
                at,
                at,
                payload.sha256(),
                payload);
    }

    /** Fills the width and cuts off above and below what is too much. */
    static byte[] sized(byte[] jpeg, int width, int height) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
            if (image.getWidth() == width && image.getHeight() == height) {
                return jpeg;
            }
            BufferedImage sized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = sized.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            int filled = image.getHeight() * width / image.getWidth();
            graphics.drawImage(image, 0, (height - filled) / 2, width, filled, null);
            graphics.dispose();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(sized, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
