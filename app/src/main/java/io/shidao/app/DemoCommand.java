package io.shidao.app;

import io.shidao.app.demo.Demo;
import io.shidao.app.demo.DemoOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows it at work on a made-up class. */
@Command(
        name = "demo",
        description = {
            "Start everything on a temporary directory and run a made-up class and an online course through it.",
            "在临时目录启动全部服务,用虚构班级演示完整流程。"
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--check", description = "End by itself: exit 0 when every planted case was found / 自动核对后退出.")
    private boolean check;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8800", description = "Of the console / 控制台端口.")
    private int port = 8800;

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = DemoOptions.defaults().withPort(check ? 0 : port);
        Demo demo = Demo.start(options, System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
        boolean passed = demo.run();
        if (!check) {
            demo.invite();
            new CountDownLatch(1).await();
        }
        demo.close();
        return passed ? 0 : 1;
    }
}
