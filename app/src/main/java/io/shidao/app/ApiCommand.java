package io.shidao.app;

import io.shidao.app.node.Service;
import picocli.CommandLine.Command;

/** Run the api alone: REST, gRPC, live events, snapshots, console. */
@Command(
        name = "api",
        description = {"Run the api alone: REST, gRPC, live events, snapshots, console.", "只运行接口服务。"})
final class ApiCommand extends NodeCommand {
    ApiCommand() {
        super(Service.API);
    }
}
