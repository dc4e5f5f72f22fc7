package io.shidao.app;

import io.shidao.api.ApiServer;
import io.shidao.app.config.ConfigLoader;
import io.shidao.app.config.Setting;
import io.shidao.app.node.Node;
import io.shidao.app.node.Service;
import io.shidao.app.node.ShidaoConfig;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/** Runs a node with some services until it is told to stop. */
abstract class NodeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    @Mixin
    private NodeOptions options = new NodeOptions();

    private final Set<Service> services;

    NodeCommand(Service... services) {
        this.services = Set.of(services);
    }

    @Override
    public Integer call() throws InterruptedException {
        ShidaoConfig config = options.load();
        logChanges(config);
        Node node = Node.start(config, services, options.data(), Clock.systemUTC(), System.getenv());
        greet(node, System.out);
        awaitStop(node);
        return 0;
    }

    /** Defaults are in the reference; what differs from them is worth a line. */
    private static void logChanges(ShidaoConfig config) {
        List<Setting> defaults = ConfigLoader.settings(ShidaoConfig.defaults());
        ConfigLoader.settings(config).stream()
                .filter(setting -> !defaults.contains(setting))
                .forEach(setting -> LOG.info("Setting {} = {}", setting.path(), setting.shownValue()));
    }

    static void greet(Node node, PrintStream out) {
        node.firstSignIn().ifPresent(first -> greetFirst(first, out));
        node.address().ifPresent(address -> out.println("console 控制台: " + address));
        out.flush();
    }

    private static void greetFirst(ApiServer.FirstSignIn first, PrintStream out) {
        out.println("first sign-in 首次登录: user 用户 " + first.username());
        out.println("one-time password 一次性密码: " + first.oneTimePassword());
        out.println("It is shown only now, and must be changed at the first sign-in. 仅显示一次,首次登录须修改。");
    }

    /** Ctrl-C and SIGTERM run the hook; the node closes in it, and then the process ends. */
    static void awaitStop(Node node) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
        new CountDownLatch(1).await();
    }
}
