package io.shidao.app.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole path, once: real camera server, broker, database, models and, where Chromium is installed, a real browser
 * that watches while the class runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
    private static final double PATIENCE_MILLIS = 120_000;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Demo demo;
    private CompletableFuture<Boolean> run;

    @BeforeAll
    void start() {
        demo = Demo.start(DemoOptions.defaults(), new PrintStream(printed, true, StandardCharsets.UTF_8));
        run = CompletableFuture.supplyAsync(() -> {
            try {
                return demo.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    @Order(1)
    void theConsoleShowsTheClassWhileItRuns() {
        try (Browser browser = Browser.open(chromium())) {
            Page page = signedIn(browser, "zh-CN");
            openClassroom(page);

            assertThat(page.getByTestId("roster-row")).hasCount(Cast.TRAINEES + 1, patiently());
            assertThat(page.locator("[data-testid=roster-row][data-status=PRESENT]")
                            .nth(20))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            assertThat(page.getByTestId("live-state")).hasAttribute("data-state", "live");
            assertThat(run).isNotDone();
            watchesLive(page);
        }
    }

    /** The real path: camera, RTSP, muxer, WebSocket, the browser's decoder. */
    private static void watchesLive(Page page) {
        page.getByTestId("live-open").click();
        Locator live = page.getByTestId("live-picture");
        assertThat(live)
                .hasAttribute("data-state", "playing", new LocatorAssertions.HasAttributeOptions().setTimeout(20_000));
        int before = framesOf(live);
        page.waitForFunction(
                "n => document.querySelector('[data-testid=live-picture] video')"
                        + ".getVideoPlaybackQuality().totalVideoFrames >= n",
                before + 8,
                new Page.WaitForFunctionOptions().setTimeout(20_000));
        assertThat(live)
                .not()
                .hasAttribute("data-boxes", "0", new LocatorAssertions.HasAttributeOptions().setTimeout(30_000));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "live-view-zh.png")));
        page.getByTestId("language-en").click();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "live-view-en.png")));
        page.getByTestId("live-close").click();
        looksAtTheWall(page);
    }

    private static void looksAtTheWall(Page page) {
        page.getByTestId("to-rooms").click();
        page.getByTestId("rooms-look").click();
        assertThat(page.getByTestId("room-tile").locator("img").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "rooms-en.png")));
        page.getByTestId("rooms-stop").click();
    }

    private static int framesOf(Locator live) {
        return ((Number) live.locator("video").evaluate("v => v.getVideoPlaybackQuality().totalVideoFrames"))
                .intValue();
    }

    @Test
    @Order(2)
    void everyPlantedCaseIsFoundAndNobodyElseIsAccused() throws Exception {
        boolean passed = run.get(5, TimeUnit.MINUTES);

        String output = printed.toString(StandardCharsets.UTF_8);
        assertThat(passed).as(output).isTrue();
        assertThat(output).contains("demo: PASS").contains("false_accusations=0");
    }

    @Test
    @Order(3)
    void theConsoleShowsTheSuspectBesideTheEnrolledFace() {
        try (Browser browser = Browser.open(chromium())) {
            Page page = signedIn(browser, "en-GB");
            openClassroom(page);
            Locator card = page.locator("[data-testid=anomaly-card][data-kind=IMPERSONATION]")
                    .first();
            card.scrollIntoViewIfNeeded(new Locator.ScrollIntoViewIfNeededOptions().setTimeout(PATIENCE_MILLIS));

            assertThat(page.locator("[data-testid=anomaly-card][data-kind=IMPERSONATION]"))
                    .hasCount(1);
            assertThat(card.getByTestId("face-enrolled").first()).isVisible();
            assertThat(card.getByTestId("face-captured").first()).isVisible();
            assertThat(widthOf(card.getByTestId("face-captured").first())).isPositive();
            assertThat(page.getByTestId("person-decides").first()).isVisible();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "session-room-en.png")));

            page.getByTestId("language-zh").click();
            assertThat(page.getByTestId("session-room")).containsText("名册");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "session-room-zh.png")));
        }
    }

    /** An institution applies, the authority approves, the institution plans around a conflict. */
    @Test
    @Order(4)
    void aClassIsAppliedForApprovedAndPlannedInTheConsole() {
        DemoClient supervisor = new DemoClient(demo.address(), "").signIn(demo.username(), demo.password());
        String password = schoolAccount(supervisor);
        try (Browser browser = Browser.open(chromium())) {
            Page school = signedIn(browser, "en-GB", "school", password);
            school.getByTestId("to-classes").click();
            school.getByTestId("class-apply").click();
            school.getByTestId("application-name").fill("Crane drivers 2026-7");
            school.getByTestId("application-programme").fill("Crane driver");
            school.getByTestId("application-submit").click();
            assertThat(school.getByTestId("class-page")).hasAttribute("data-status", "CLASS_STATUS_APPLIED");
            assertThat(school.getByTestId("act-approve")).hasCount(0);
            assertThat(school.getByTestId("plan-open")).hasCount(0);

            approve(browser);

            school.reload();
            plan(school, "09:00", "10:30");
            assertThat(school.getByTestId("plan-free")).isVisible();
            school.getByTestId("plan-submit").click();
            assertThat(school.getByTestId("timetable-row")).hasCount(1);
            plan(school, "10:00", "11:00");
            assertThat(school.locator("[data-testid=plan-conflict][data-kind=KIND_SOURCE]"))
                    .isVisible();
            assertThat(school.getByTestId("plan-submit")).isDisabled();
            school.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "plan-conflicts-en.png")));
            school.getByTestId("plan-from").fill("10:30");
            school.getByTestId("plan-submit").click();
            assertThat(school.getByTestId("plan-free")).isVisible();
            school.getByTestId("plan-submit").click();
            assertThat(school.getByTestId("timetable-row")).hasCount(2);
        }
    }

    private void approve(Browser browser) {
        Page authority = signedIn(browser, "zh-CN");
        authority.getByTestId("to-classes").click();
        authority.getByTestId("classes-search").fill("Crane drivers");
        authority
                .getByTestId("class-row")
                .filter(new Locator.FilterOptions().setHasText("Crane drivers 2026-7"))
                .getByRole(AriaRole.LINK)
                .click();
        authority.getByTestId("act-reject").click();
        assertThat(authority.getByTestId("class-reject-submit")).isDisabled();
        authority.keyboard().press("Escape");
        authority.getByTestId("act-approve").click();
        authority.getByTestId("class-approve-submit").click();
        assertThat(authority.getByTestId("class-page")).hasAttribute("data-status", "CLASS_STATUS_APPROVED");
    }

    private static void plan(Page page, String from, String to) {
        page.getByTestId("plan-open").click();
        page.getByTestId("plan-source").selectOption(new SelectOption().setIndex(1));
        page.getByTestId("plan-from").fill(from);
        page.getByTestId("plan-to").fill(to);
        page.getByTestId("plan-submit").click();
    }

    /** An administrator of the demonstration's school; returns the password. */
    private String schoolAccount(DemoClient supervisor) {
        String institution =
                Json.text(supervisor.list("/v1/institutions", "institutions").get(0), "institutionId");
        String oneTime = Json.text(
                supervisor.post(
                        "/v1/accounts",
                        Json.object(
                                "username", "school",
                                "displayName", "School",
                                "role", "ROLE_INSTITUTION_ADMINISTRATOR",
                                "institutionId", institution)),
                "oneTimePassword");
        String password = "a long pass phrase 1";
        new DemoClient(demo.address(), "").firstSignIn("school", oneTime, password);
        return password;
    }

    private static Path chromium() {
        Optional<Path> chromium = Browser.installed();
        Assumptions.assumeTrue(
                chromium.isPresent(),
                "SKIPPED: no Chromium, so the console was not looked at in a browser (Debian: apt-get install chromium)");
        return chromium.orElseThrow();
    }

    private Page signedIn(Browser browser, String locale) {
        return signedIn(browser, locale, demo.username(), demo.password());
    }

    private Page signedIn(Browser browser, String locale, String username, String password) {
        Page page = browser.newPage(locale);
        page.navigate(demo.address().toString());
        page.locator("input#username").fill(username);
        page.locator("input#password").fill(password);
        page.getByTestId("sign-in-submit").click();
        return page;
    }

    private static void openClassroom(Page page) {
        Locator row = page.getByTestId("session-row")
                .filter(new Locator.FilterOptions().setHasText("施工员 2026-1"))
                .first();
        row.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLIS));
        row.getByRole(AriaRole.LINK).first().click();
        page.getByTestId("session-room").waitFor();
    }

    private static int widthOf(Locator image) {
        return ((Number) image.evaluate("e => (e.querySelector('img') ?? e).naturalWidth")).intValue();
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
    }
}
