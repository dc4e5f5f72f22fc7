package io.shidao.app.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
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

    /** The log of looks, accounts and their sign-ins: a new account signs in, is looked at and is disabled. */
    @Test
    @Order(4)
    void theConsoleShowsWhoLookedAndWhoCanSignIn() {
        try (Browser browser = Browser.open(chromium())) {
            Page page = signedIn(browser, "en-GB");
            page.getByTestId("to-looks").click();
            page.getByTestId("looks-kind").selectOption("LOOK_KIND_PICTURE");
            assertThat(page.getByTestId("look-row").filter(new Locator.FilterOptions().setHasText("Record")))
                    .hasCount(0);
            assertThat(page.getByTestId("look-row")
                            .filter(new Locator.FilterOptions().setHasText("Picture"))
                            .first())
                    .isVisible();
            picture(page, "access-log-en");

            page.getByTestId("account-menu").click();
            page.getByTestId("to-accounts").click();
            page.getByTestId("accounts-new").click();
            page.getByTestId("new-username").fill("inspector");
            page.getByTestId("new-name").fill("Li Hua");
            page.getByTestId("new-role").selectOption("ROLE_AUDITOR");
            page.getByTestId("new-create").click();
            String oneTime = page.getByTestId("one-time-password").innerText();
            page.keyboard().press("Escape");
            signInElsewhere(browser, oneTime);

            Locator row = page.getByTestId("account-row").filter(new Locator.FilterOptions().setHasText("inspector"));
            row.getByTestId("account-details").click();
            assertThat(page.locator("[data-testid=sign-in-row][data-open=true]"))
                    .hasCount(1);
            picture(page, "account-en");
            page.keyboard().press("Escape");
            row.getByTestId("account-disable").click();
            page.getByTestId("reason").fill("has left");
            page.getByTestId("reason-confirm").click();
            assertThat(row).hasAttribute("data-state", "disabled");
            picture(page, "accounts-en");

            page.getByTestId("account-menu").click();
            page.getByTestId("to-platforms").click();
            assertThat(page.getByTestId("platform-key")).hasCount(1);
            page.getByTestId("language-zh").click();
            picture(page, "platforms-zh");
            page.getByTestId("account-menu").click();
            page.getByTestId("to-sign-ins").click();
            assertThat(page.locator("[data-testid=sign-in-row][data-open=true]").first())
                    .isVisible();
            picture(page, "sign-ins-zh");
        }
    }

    private void signInElsewhere(Browser browser, String oneTimePassword) {
        Page page = browser.newPage("zh-CN");
        page.navigate(demo.address().toString());
        page.locator("input#username").fill("inspector");
        page.locator("input#password").fill(oneTimePassword);
        page.getByTestId("sign-in-submit").click();
        assertThat(page.getByTestId("password-form")).isVisible();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", name + ".png")));
    }

    private static Path chromium() {
        Optional<Path> chromium = Browser.installed();
        Assumptions.assumeTrue(
                chromium.isPresent(),
                "SKIPPED: no Chromium, so the console was not looked at in a browser (Debian: apt-get install chromium)");
        return chromium.orElseThrow();
    }

    private Page signedIn(Browser browser, String locale) {
        Page page = browser.newPage(locale);
        page.navigate(demo.address().toString());
        page.locator("input#username").fill(demo.username());
        page.locator("input#password").fill(demo.password());
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
