package io.shidao.app;

import io.shidao.analyzer.calibrate.PopulationTooSmallException;
import io.shidao.analyzer.calibration.CalibrationUntrustedException;
import io.shidao.app.client.ApiException;
import io.shidao.app.config.ConfigException;
import io.shidao.app.data.DataDirectoryException;
import io.shidao.app.demo.DemoException;
import io.shidao.app.evaluate.EvaluationException;
import io.shidao.app.node.CalibrationMissingException;
import io.shidao.app.region.RegionException;
import io.shidao.ingest.camera.CameraException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code shidao}: the one program. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "shidao",
        description = {
            "Shidao (实到) finds out who was really in the room: attendance of certified building-trade training,",
            "with a stated error for every decision, which a person takes.",
            "实到:核对建筑行业培训的真实到课情况;每项判定注明误差,由人作出结论。"
        },
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RegionCommand.class,
            ServeCommand.class,
            IngestCommand.class,
            AnalyzerCommand.class,
            ApiCommand.class,
            EvaluateCommand.class,
            AttackEvaluationCommand.class,
            ReplayEvaluationCommand.class,
            CalibrateCommand.class,
            CamerasCommand.class,
            VerifyDrawCommand.class,
            DoctorCommand.class,
            BenchCommand.class
        })
final class Main {
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .setUsageHelpWidth(110);
    }

    /** What is meant for the person at the terminal is told in words; anything else is a fault and shows where. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException
                || failure instanceof DataDirectoryException
                || failure instanceof DemoException
                || failure instanceof ApiException
                || failure instanceof RegionException
                || failure instanceof CameraException
                || failure instanceof EvaluationException
                || failure instanceof PopulationTooSmallException
                || failure instanceof CalibrationUntrustedException
                || failure instanceof CalibrationMissingException) {
            err.println("shidao: " + failure.getMessage());
        } else {
            err.println("shidao: " + failure);
            failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"shidao " + (version == null ? "(from a checkout)" : version)};
        }
    }
}
