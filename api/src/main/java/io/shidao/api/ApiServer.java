package io.shidao.api;

import com.linecorp.armeria.common.metric.MeterIdPrefixFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.shidao.api.account.AccountDoor;
import io.shidao.api.account.Accounts;
import io.shidao.api.account.NewAccounts;
import io.shidao.api.account.StoredCredentials;
import io.shidao.api.account.Tokens;
import io.shidao.api.attendance.AttendanceDoor;
import io.shidao.api.calendar.WorkCalendar;
import io.shidao.api.classes.ClassClock;
import io.shidao.api.classes.ClassDoor;
import io.shidao.api.enrol.Enroller;
import io.shidao.api.enrol.EnrolmentDoor;
import io.shidao.api.enrol.TemplateRemaker;
import io.shidao.api.evidence.EvidenceImages;
import io.shidao.api.gate.AccessRules;
import io.shidao.api.gate.Door;
import io.shidao.api.gate.Gate;
import io.shidao.api.gate.GateInterceptor;
import io.shidao.api.gate.Scope;
import io.shidao.api.imports.ImportDoor;
import io.shidao.api.imports.PhotoImporter;
import io.shidao.api.live.EventFeed;
import io.shidao.api.live.EventStream;
import io.shidao.api.live.SessionPlaces;
import io.shidao.api.look.LookDoor;
import io.shidao.api.oidc.OidcDoor;
import io.shidao.api.people.PeopleDoor;
import io.shidao.api.people.RetentionClock;
import io.shidao.api.places.PlaceDoor;
import io.shidao.api.platform.BearerKeys;
import io.shidao.api.platform.NewKeys;
import io.shidao.api.platform.PlatformDoor;
import io.shidao.api.platform.PlatformSignatures;
import io.shidao.api.policy.PolicyDoor;
import io.shidao.api.policy.SessionPolicies;
import io.shidao.api.problem.HttpProblems;
import io.shidao.api.record.RecordingDoor;
import io.shidao.api.registry.RegistryDoor;
import io.shidao.api.registry.SourceAddresses;
import io.shidao.api.review.CaseClock;
import io.shidao.api.review.CaseRules;
import io.shidao.api.review.ReviewDoor;
import io.shidao.api.rollcall.RollCallDoor;
import io.shidao.api.session.SessionDoor;
import io.shidao.api.session.SourcePlanner;
import io.shidao.api.sourcetest.SourceTestDoor;
import io.shidao.api.spotcheck.SpotDoor;
import io.shidao.api.teachers.TeacherDoor;
import io.shidao.api.timetable.Timetable;
import io.shidao.api.timetable.TimetableDoor;
import io.shidao.api.view.SourceViewDoor;
import io.shidao.api.watch.OpenLooks;
import io.shidao.api.watch.PictureDoor;
import io.shidao.api.watch.WatchDoor;
import io.shidao.api.watch.WatchListDoor;
import io.shidao.api.web.ClockHeader;
import io.shidao.api.web.SecurityHeaders;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.Role;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public door: gRPC and REST from the same services, live events, evidence pictures, the console, all behind one
 * {@link Gate}. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Server server;
    private final AccessRules rules;
    private final SourcePlanner planner;
    private final EventFeed feed;
    private final OpenLooks looks;
    private final TemplateRemaker remaker;
    private final PhotoImporter importer;
    private final ClassClock classes;
    private final CaseClock cases;
    private final RetentionClock retention;
    private final @Nullable FirstSignIn first;

    private ApiServer(
            Server server,
            AccessRules rules,
            SourcePlanner planner,
            EventFeed feed,
            OpenLooks looks,
            TemplateRemaker remaker,
            PhotoImporter importer,
            ClassClock classes,
            CaseClock cases,
            RetentionClock retention,
            @Nullable FirstSignIn first) {
        this.server = server;
        this.rules = rules;
        this.planner = planner;
        this.feed = feed;
        this.looks = looks;
        this.remaker = remaker;
        this.importer = importer;
        this.classes = classes;
        this.cases = cases;
        this.retention = retention;
        this.first = first;
    }

    /** How the first supervisor signs in: to be printed once, and never kept. */
    public record FirstSignIn(String username, String oneTimePassword) {
        @Override
        public String toString() {
            return "FirstSignIn[" + username + ", redacted]";
        }
    }

    /**
     * Opens the door. Returns when it listens.
     *
     * @param further services of other modules, e.g. the one that takes snapshots
     * @throws IllegalArgumentException naming every method of which nothing says who may call it
     * @throws IllegalStateException when the port cannot be had
     */
    public static ApiServer open(ApiConfig config, ApiPorts ports, List<? extends BindableService> further) {
        Tokens tokens = new Tokens(ports.key());
        Accounts accounts = new Accounts(
                ports.stores().access().accounts(),
                ports.stores().access().signIns(),
                tokens,
                ports.live(),
                config.signIn(),
                config.limits(),
                ports.clock());
        Gate gate = gate(config, ports, tokens);
        SourcePlanner planner = SourcePlanner.start(
                ports.stores().planning().plans(),
                ports.bus(),
                ports.live(),
                config.planner(),
                ports.clock(),
                ports.meters());
        EventFeed feed = null;
        Enroller enroller = enroller(config, ports);
        PhotoImporter importer = importer(config, ports, enroller);
        OpenLooks looks = OpenLooks.start(ports.stores().access().watches(), ports.clock());
        try {
            OidcDoor oidc = new OidcDoor(
                    config.oidc(),
                    accounts,
                    ports.stores().access().accounts(),
                    known(ports.stores()),
                    ports.key(),
                    ports.clock());
            List<ServerServiceDefinition> services =
                    services(config, ports, accounts, oidc, planner, enroller, importer, further);
            AccessRules rules = AccessRules.of(services);
            feed = EventFeed.start(ports.bus(), ports.live(), places(ports.stores()), config.live(), ports.meters());
            FirstSignIn first = accounts.createFirst()
                    .map(password -> new FirstSignIn(Accounts.FIRST_USERNAME, password))
                    .orElse(null);
            Server server = build(config, ports, gate, rules, services, oidc, feed, looks);
            server.start().join();
            LOG.info("The api listens on port {}", server.activeLocalPort());
            return new ApiServer(
                    server,
                    rules,
                    planner,
                    feed,
                    looks,
                    remaker(config, ports),
                    importer,
                    classClock(config, ports),
                    caseClock(config, ports),
                    retentionClock(config, ports),
                    first);
        } catch (CompletionException e) {
            importer.close();
            abandon(planner, feed, looks);
            throw new IllegalStateException(
                    "api: cannot listen on " + config.host() + ":" + config.port() + " (likely cause: another program"
                            + " has the port; what to do: set api.port)",
                    e.getCause());
        } catch (RuntimeException e) {
            importer.close();
            abandon(planner, feed, looks);
            throw e;
        }
    }

    private static Gate gate(ApiConfig config, ApiPorts ports, Tokens tokens) {
        ApiStores stores = ports.stores();
        BearerKeys credentials = new BearerKeys(
                stores.access().platformKeys(),
                tokens,
                config.platforms(),
                new StoredCredentials(stores.access().signIns(), tokens, ports.clock()));
        PlatformSignatures signatures = new PlatformSignatures(
                stores.access().platformKeys(), ports.key(), ports.live(), config.platforms(), ports.clock());
        return new Gate(credentials, signatures, config.maxCalls(), config.limits(), ports.meters());
    }

    private static void abandon(SourcePlanner planner, @Nullable EventFeed feed, OpenLooks looks) {
        looks.close();
        if (feed != null) {
            feed.close();
        }
        planner.close();
    }

    private static ClassClock classClock(ApiConfig config, ApiPorts ports) {
        return ClassClock.start(
                ports.stores().planning().classes(), config.planner().period(), ports.clock());
    }

    private static TemplateRemaker remaker(ApiConfig config, ApiPorts ports) {
        return TemplateRemaker.start(
                ports.stores().enrolment().remakes(),
                ports.blobs(),
                ports.key(),
                ports.vision(),
                config.enrolment(),
                ports.live(),
                ports.meters());
    }

    private static CaseClock caseClock(ApiConfig config, ApiPorts ports) {
        return CaseClock.start(
                CaseRules.of(config.review(), new WorkCalendar(config.calendar())),
                ports.stores().review().reviews(),
                ports.live(),
                ports.clock(),
                ports.meters());
    }

    private static RetentionClock retentionClock(ApiConfig config, ApiPorts ports) {
        return RetentionClock.start(
                config.people(),
                ports.stores().people().retention(),
                ports.blobs(),
                ports.live(),
                ports.clock(),
                ports.meters());
    }

    private static PeopleDoor people(ApiConfig config, ApiPorts ports) {
        ApiStores stores = ports.stores();
        return new PeopleDoor(
                config.people(),
                new WorkCalendar(config.calendar()),
                new PeopleDoor.Stores(
                        stores.people().consents(),
                        stores.people().dataRequests(),
                        stores.people().retention(),
                        stores.registry()::findSubject,
                        stores.registry()::hasInstitution),
                ports.blobs(),
                ports.clock());
    }

    private static Enroller enroller(ApiConfig config, ApiPorts ports) {
        return new Enroller(
                ports.vision(),
                ports.stores().enrolment().references(),
                ports.blobs(),
                ports.key(),
                config.enrolment(),
                ports.clock(),
                ports.meters());
    }

    private static PhotoImporter importer(ApiConfig config, ApiPorts ports, Enroller enroller) {
        ApiStores stores = ports.stores();
        return PhotoImporter.start(
                new PhotoImporter.Ports(
                        stores.enrolment().imports(),
                        stores.enrolment().photoImports(),
                        stores.registry(),
                        ports.blobs(),
                        ports.live(),
                        ports.key(),
                        ports.clock(),
                        ports.meters()),
                enroller,
                config.enrolment().photo().maxBytes());
    }

    private static List<ServerServiceDefinition> services(
            ApiConfig config,
            ApiPorts ports,
            Accounts accounts,
            OidcDoor oidc,
            SourcePlanner planner,
            Enroller enroller,
            PhotoImporter importer,
            List<? extends BindableService> further) {
        ApiStores stores = ports.stores();
        NewKeys keys = new NewKeys(ports.key(), config.platforms(), ports.clock());
        SourceAddresses addresses = new SourceAddresses(config.sources(), ports.key());
        Timetable timetable = new Timetable(
                new Timetable.Stores(
                        stores.planning().timetable(),
                        stores.kept().sessions(),
                        stores.registry(),
                        stores.planning().sources(),
                        stores.planning().places(),
                        stores.planning().policies()),
                planner,
                config.timetable(),
                ports.clock());
        ReviewDoor reviews = new ReviewDoor(
                CaseRules.of(config.review(), new WorkCalendar(config.calendar())),
                new ReviewDoor.Stores(
                        stores.review().reviews(),
                        stores.review().cases(),
                        stores.kept().records(),
                        stores.kept().sessions(),
                        stores.review().rollCalls()),
                stores.registry()::hasInstitution,
                ports.video(),
                ports.blobs(),
                ports.key(),
                ports.clock());
        List<BindableService> all = new ArrayList<>(List.of(
                new AccountDoor(
                        accounts,
                        stores.access().accounts(),
                        stores.access().signIns(),
                        known(stores),
                        config.oidc().issuer(),
                        ports.clock()),
                new RegistryDoor(
                        stores.registry(),
                        stores.planning().sources(),
                        enroller,
                        addresses,
                        ports.key(),
                        keys,
                        ports.clock()),
                new SourceTestDoor(
                        new SourceTestDoor.Stores(
                                stores.planning().sources(),
                                stores.planning().places(),
                                stores.access().accessLog()),
                        addresses,
                        stores.registry()::hasInstitution,
                        new SessionPolicies(stores.planning().policies()),
                        config.limits().sourceTestsPerPerson(),
                        ports.live(),
                        ports.key(),
                        ports.clock()),
                new ClassDoor(stores.planning().classes(), stores.registry(), planner, ports.clock()),
                new PlaceDoor(
                        stores.planning().places(),
                        stores.registry()::hasInstitution,
                        stores.planning().sources(),
                        ports.clock()),
                new EnrolmentDoor(
                        stores.registry()::hasInstitution,
                        stores.enrolment().lookalikes(),
                        stores.enrolment().remakes(),
                        ports.vision().embedder().model(),
                        ports.clock()),
                new ImportDoor(
                        new ImportDoor.Stores(
                                stores.enrolment().imports(),
                                stores.enrolment().photoImports(),
                                stores.registry(),
                                ports.blobs()),
                        ports.key(),
                        importer::poke,
                        ports.clock()),
                new SessionDoor(
                        stores.kept().sessions(),
                        stores.kept().records(),
                        stores.registry()::hasInstitution,
                        ports.live(),
                        timetable::create,
                        ports.clock()),
                new TimetableDoor(
                        timetable, stores.planning().timetable(), stores.registry()::hasInstitution, ports.clock()),
                new TeacherDoor(
                        stores.planning().teachers(),
                        stores.registry(),
                        ports.key(),
                        config.timetable().zone(),
                        ports.clock()),
                new AttendanceDoor(
                        stores.kept().attendance(),
                        stores.kept().sessions(),
                        stores.planning().policies(),
                        planner,
                        ports.key(),
                        ports.bus(),
                        ports.clock()),
                new PolicyDoor(stores.planning().policies(), stores.registry()::hasInstitution, ports.clock()),
                new RecordingDoor(
                        stores.kept().recordings(),
                        ports.video(),
                        stores.registry()::hasInstitution,
                        stores.planning().sources(),
                        stores.kept().sessions(),
                        planner,
                        stores.access().accessLog(),
                        ports.clock()),
                new SourceViewDoor(
                        stores.kept().views(),
                        stores.planning().sources(),
                        stores.access().accessLog(),
                        ports.clock()),
                new WatchListDoor(stores.access().watches()),
                reviews,
                people(config, ports),
                new RollCallDoor(stores.review().rollCalls(), stores.kept().sessions(), reviews::answer, ports.clock()),
                oidc,
                new LookDoor(stores.access().looks()),
                new PlatformDoor(stores.access().platformKeys(), keys, ports.clock()),
                new SpotDoor(
                        stores.review().spotChecks(),
                        prefecture ->
                                stores.registry().findPrefecture(prefecture).isPresent(),
                        stores.registry()::hasInstitution,
                        ports.key(),
                        ports.clock())));
        all.addAll(further);
        return all.stream().map(BindableService::bindService).toList();
    }

    private static SessionPlaces places(ApiStores stores) {
        return stores.kept().sessions()::findPlace;
    }

    private static NewAccounts.Known known(ApiStores stores) {
        return new NewAccounts.Known() {
            @Override
            public boolean hasPrefecture(String prefecture) {
                return stores.registry().findPrefecture(prefecture).isPresent();
            }

            @Override
            public boolean hasInstitution(String institution) {
                return stores.registry().hasInstitution(institution, Scope.REGION);
            }

            @Override
            public boolean hasSubject(String subject) {
                return stores.registry().findSubject(subject, Scope.REGION).isPresent();
            }
        };
    }

    private static Server build(
            ApiConfig config,
            ApiPorts ports,
            Gate gate,
            AccessRules rules,
            List<ServerServiceDefinition> services,
            OidcDoor oidc,
            EventFeed feed,
            OpenLooks looks) {
        GateInterceptor interceptor =
                new GateInterceptor(rules, ports.stores().access().accessLog(), ports.meters());
        EvidenceImages evidence = new EvidenceImages(
                ports.stores().kept().evidence(),
                ports.blobs(),
                ports.stores().access().accessLog(),
                ports.meters());
        var builder = Server.builder()
                .http(new InetSocketAddress(config.host(), config.port()))
                .meterRegistry(ports.meters())
                .maxRequestLength(config.maxRequestBytes())
                .requestTimeout(config.requestTimeout())
                .blockingTaskExecutor(workers(config.workers()), true)
                .gracefulShutdownTimeout(QUIET, LONGEST_STOP)
                .disableServerHeader()
                .disableDateHeader()
                .clientAddressTrustedProxyFilter(config.limits().isTrustedProxy())
                .setHeaders(SecurityHeaders.all().entrySet())
                // problems are logged where they are made
                .unloggedExceptionsReportIntervalMillis(0)
                .errorHandler(new HttpProblems());
        Doors.addTo(
                builder,
                config,
                ports,
                services,
                interceptor,
                new EventStream(feed, gate),
                evidence,
                watchDoor(config, ports, gate),
                new PictureDoor(
                        ports.stores().kept().sessions(),
                        looks,
                        new RoomPictures(ports.live(), ports.key()),
                        ports.clock(),
                        ports.meters()));
        builder.service("/v1/provider/start", Door.open(oidc.start()));
        return builder.decorator(gate)
                .decorator(MetricCollectingService.newDecorator(MeterIdPrefixFunction.ofDefault("api.http")))
                .decorator(service -> new ClockHeader(service, ports.clock()))
                .build();
    }

    private static HttpService watchDoor(ApiConfig config, ApiPorts ports, Gate gate) {
        return new WatchDoor(
                        ports.view(),
                        ports.stores().kept().sessions(),
                        ports.stores().access().watches(),
                        gate,
                        config.live().heartbeat(),
                        ports.clock())
                .service();
    }

    private static ScheduledThreadPoolExecutor workers(int count) {
        AtomicInteger number = new AtomicInteger();
        return new ScheduledThreadPoolExecutor(
                count, work -> new Thread(work, "api-worker-" + number.incrementAndGet()));
    }

    /** The port it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Every method of every service, by full name, with who may call it. */
    public Map<String, Access> methods() {
        return rules.all();
    }

    /** Every address beside the services, with the roles that may go in; none for anybody. */
    public Map<String, Set<Role>> doors() {
        Map<String, Set<Role>> doors = new TreeMap<>();
        for (ServiceConfig service : server.config().serviceConfigs()) {
            Door door = service.service().as(Door.class);
            if (door != null) {
                doors.put(service.route().patternString(), door.roles());
            }
        }
        return doors;
    }

    /** Present when this start made the first account; the password is nowhere else. */
    public Optional<FirstSignIn> firstSignIn() {
        return Optional.ofNullable(first);
    }

    /** Ends the open feeds, lets running calls finish for up to 5 s, stops planning and making templates again. */
    @Override
    public void close() {
        feed.close();
        server.stop().join();
        retention.close();
        cases.close();
        importer.close();
        classes.close();
        looks.close();
        planner.close();
        remaker.close();
    }
}
