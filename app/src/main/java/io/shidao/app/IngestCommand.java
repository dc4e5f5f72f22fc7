package io.shidao.app;

import io.shidao.app.node.Service;
import picocli.CommandLine.Command;

/** Run ingest alone: it pulls the cameras and publishes samples. */
@Command(
        name = "ingest",
        description = {"Run ingest alone: it pulls the cameras and publishes samples.", "只运行采集服务。"})
final class IngestCommand extends NodeCommand {
    IngestCommand() {
        super(Service.INGEST);
    }
}
