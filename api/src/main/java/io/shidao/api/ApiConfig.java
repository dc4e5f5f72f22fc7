package io.shidao.api;

import io.shidao.api.account.SignInConfig;
import io.shidao.api.calendar.CalendarConfig;
import io.shidao.api.enrol.EnrolmentConfig;
import io.shidao.api.gate.LimitsConfig;
import io.shidao.api.live.LiveConfig;
import io.shidao.api.oidc.OidcConfig;
import io.shidao.api.people.PeopleConfig;
import io.shidao.api.platform.PlatformConfig;
import io.shidao.api.registry.SourcePolicy;
import io.shidao.api.review.ReviewConfig;
import io.shidao.api.session.PlannerConfig;
import io.shidao.api.timetable.TimetableRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The public door. The text form leaves the metrics token out.
 *
 * @param host to listen on: an address or a name of this machine; 0.0.0.0 for all networks
 * @param port to listen on, 0 to 65535; 0 takes a free one
 * @param maxRequestBytes longest request, 64 KiB to 64 MiB; a photo by REST takes 4/3 of its size
 * @param maxCalls in work or waiting on this node at once, 8 to 10,000; more are told to come back
 * @param workers threads for calls, which wait for stores, 2 to 500
 * @param requestTimeout longest time for one call, 1 s to 5 min, real time
 * @param metricsToken Prometheus sends it as bearer token; empty: /metrics answers to this machine only
 */
public record ApiConfig(
        String host,
        int port,
        int maxRequestBytes,
        int maxCalls,
        int workers,
        Duration requestTimeout,
        String metricsToken,
        SignInConfig signIn,
        LimitsConfig limits,
        PlatformConfig platforms,
        OidcConfig oidc,
        SourcePolicy sources,
        EnrolmentConfig enrolment,
        PlannerConfig planner,
        LiveConfig live,
        TimetableRules timetable,
        CalendarConfig calendar,
        ReviewConfig review,
        PeopleConfig people) {
    public ApiConfig {
        List<String> problems = new ArrayList<>();
        if (host.isBlank()) {
            problems.add("host: blank (expected: an address, e.g. 127.0.0.1 or 0.0.0.0)");
        }
        between(problems, "port", port, 0, 65_535);
        between(problems, "max-request-bytes", maxRequestBytes, 64 << 10, 64 << 20);
        between(problems, "max-calls", maxCalls, 8, 10_000);
        between(problems, "workers", workers, 2, 500);
        between(problems, "request-timeout", requestTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        if (!metricsToken.isEmpty() && metricsToken.length() < 16) {
            problems.add("metrics-token: " + metricsToken.length() + " characters (expected: none, or at least 16)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api: " + String.join("; ", problems));
        }
    }

    /** Port 8080 of this machine only: open it to a network together with TLS. */
    public static ApiConfig defaults() {
        return new ApiConfig(
                "127.0.0.1",
                8080,
                12 << 20,
                256,
                16,
                Duration.ofSeconds(30),
                "",
                SignInConfig.defaults(),
                LimitsConfig.defaults(),
                PlatformConfig.defaults(),
                OidcConfig.defaults(),
                SourcePolicy.defaults(),
                EnrolmentConfig.defaults(),
                PlannerConfig.defaults(),
                LiveConfig.defaults(),
                TimetableRules.defaults(),
                CalendarConfig.defaults(),
                ReviewConfig.defaults(),
                PeopleConfig.defaults());
    }

    /** The same on another port. */
    public ApiConfig withPort(int other) {
        return with(draft -> draft.port = other);
    }

    /** The same with other rules for photos. */
    public ApiConfig withEnrolment(EnrolmentConfig other) {
        return with(draft -> draft.enrolment = other);
    }

    /** The same with other rules for addresses. */
    public ApiConfig withSources(SourcePolicy other) {
        return with(draft -> draft.sources = other);
    }

    /** The same with other rules for signing in. */
    public ApiConfig withSignIn(SignInConfig other) {
        return with(draft -> draft.signIn = other);
    }

    /** The same with other limits. */
    public ApiConfig withLimits(LimitsConfig other) {
        return with(draft -> draft.limits = other);
    }

    /** The same with other rules for platforms. */
    public ApiConfig withPlatforms(PlatformConfig other) {
        return with(draft -> draft.platforms = other);
    }

    /** The same with another identity provider. */
    public ApiConfig withOidc(OidcConfig other) {
        return with(draft -> draft.oidc = other);
    }

    /** The same with other rules for the timetable. */
    public ApiConfig withTimetable(TimetableRules other) {
        return with(draft -> draft.timetable = other);
    }

    /** The same with other rules for cases. */
    public ApiConfig withReview(ReviewConfig other) {
        return with(draft -> draft.review = other);
    }

    /** The same with other rules for people's data. */
    public ApiConfig withPeople(PeopleConfig other) {
        return with(draft -> draft.people = other);
    }

    private ApiConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** All components, to change one of them. */
    private static final class Draft {
        private String host;
        private int port;
        private int maxRequestBytes;
        private int maxCalls;
        private int workers;
        private Duration requestTimeout;
        private String metricsToken;
        private SignInConfig signIn;
        private LimitsConfig limits;
        private PlatformConfig platforms;
        private OidcConfig oidc;
        private SourcePolicy sources;
        private EnrolmentConfig enrolment;
        private PlannerConfig planner;
        private LiveConfig live;
        private TimetableRules timetable;
        private CalendarConfig calendar;
        private ReviewConfig review;
        private PeopleConfig people;

        Draft(ApiConfig of) {
            host = of.host;
            port = of.port;
            maxRequestBytes = of.maxRequestBytes;
            maxCalls = of.maxCalls;
            workers = of.workers;
            requestTimeout = of.requestTimeout;
            metricsToken = of.metricsToken;
            signIn = of.signIn;
            limits = of.limits;
            platforms = of.platforms;
            oidc = of.oidc;
            sources = of.sources;
            enrolment = of.enrolment;
            planner = of.planner;
            live = of.live;
            timetable = of.timetable;
            calendar = of.calendar;
            review = of.review;
            people = of.people;
        }

        ApiConfig done() {
            return new ApiConfig(
                    host,
                    port,
                    maxRequestBytes,
                    maxCalls,
                    workers,
                    requestTimeout,
                    metricsToken,
                    signIn,
                    limits,
                    platforms,
                    oidc,
                    sources,
                    enrolment,
                    planner,
                    live,
                    timetable,
                    calendar,
                    review,
                    people);
        }
    }

    private static <T extends Comparable<T>> void between(
            List<String> problems, String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    @Override
    public String toString() {
        return "ApiConfig[" + host + ":" + port + "]";
    }
}
