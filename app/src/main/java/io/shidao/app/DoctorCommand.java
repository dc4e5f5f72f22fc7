package io.shidao.app;

import io.shidao.app.node.Examination;
import io.shidao.app.node.ShidaoConfig;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks machine, configuration, engines and models, and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Check machine, configuration, engines, models and clock; says what to do. Exit 1 when something is wrong.",
            "检查机器、配置、引擎、模型与时钟,并给出处理办法。"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Override
    public Integer call() {
        ShidaoConfig config = options.load();
        List<Examination.Finding> findings = Examination.of(config, options.data(), System.getenv());
        for (Examination.Finding finding : findings) {
            System.out.printf("%-4s %-10s %s%n", finding.good() ? "ok" : "BAD", finding.subject(), finding.message());
        }
        long bad = findings.stream().filter(finding -> !finding.good()).count();
        System.out.printf("doctor: %d of %d checks good%n", findings.size() - bad, findings.size());
        return bad == 0 ? 0 : 1;
    }
}
