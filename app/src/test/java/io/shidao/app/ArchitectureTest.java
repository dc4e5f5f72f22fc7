package io.shidao.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

/** The boundaries of ARCHITECTURE.md, checked in every build. */
@AnalyzeClasses(packages = "io.shidao", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.shidao.(**)")
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to start anywhere without having to read everything");

    @ArchTest
    static final ArchRule theKernelStandsAlone = classes()
            .that()
            .resideInAPackage("io.shidao.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.shidao.kernel..", "java..", "javax.crypto..", "org.jspecify..")
            .because("the shared language must not bring anybody's library along");

    @ArchTest
    static final ArchRule ingestKnowsNoOtherService = serviceStandsAlone("ingest", "analyzer", "api");

    @ArchTest
    static final ArchRule analyzerKnowsNoOtherService = serviceStandsAlone("analyzer", "ingest", "api");

    @ArchTest
    static final ArchRule apiKnowsNoOtherService = serviceStandsAlone("api", "ingest", "analyzer");

    @ArchTest
    static final ArchRule onlyTheAppNamesAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.shidao.adapters..", "io.shidao.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.shidao.adapters..")
            .because("services see ports; which engine stands behind is decided in one place");

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = slices().matching("io.shidao.adapters.(*)..")
            .should()
            .notDependOnEachOther()
            .because("each outside system can be replaced alone");

    @ArchTest
    static final ArchRule nativesStayInTwoAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.shidao.adapters.ffmpeg..", "io.shidao.adapters.vision..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "org.opencv..")
            .because("memory that Java does not manage needs an owner who knows it");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .that()
            .resideOutsideOfPackages("io.shidao.app..", "io.shidao.kernel.id..", "io.shidao.testkit..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("a class of 45 minutes is tested in seconds");

    @ArchTest
    static final ArchRule onlyTheAppSpeaksToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackages("io.shidao.app..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("services log");

    @ArchTest
    static final ArchRule testLibrariesStayInTestkit = noClasses()
            .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.shidao.testkit..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "org.awaitility..")
            .because("the program ships without them being needed");

    private static ArchRule serviceStandsAlone(String service, String... others) {
        String[] foreign = {"io.shidao." + others[0] + "..", "io.shidao." + others[1] + "..", "io.shidao.app.."};
        return noClasses()
                .that()
                .resideInAPackage("io.shidao." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .because("services meet on the bus and in the stores");
    }
}
