package io.shidao.app;

import io.shidao.app.node.Service;
import picocli.CommandLine.Command;

/** Run an analyzer alone: it turns samples into records. */
@Command(
        name = "analyzer",
        description = {"Run an analyzer alone: it turns samples into records.", "只运行分析服务。"})
final class AnalyzerCommand extends NodeCommand {
    AnalyzerCommand() {
        super(Service.ANALYZER);
    }
}
