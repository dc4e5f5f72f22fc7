package io.shidao.app;

import io.shidao.app.node.Service;
import picocli.CommandLine.Command;

/** Run the one-machine edition on a data directory. */
@Command(
        name = "serve",
        description = {"Run the one-machine edition on a data directory.", "在一台机器上运行全部服务。"})
final class ServeCommand extends NodeCommand {
    ServeCommand() {
        super(Service.INGEST, Service.ANALYZER, Service.API);
    }
}
