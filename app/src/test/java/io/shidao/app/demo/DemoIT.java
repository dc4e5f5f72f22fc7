package io.shidao.app.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    private static final String PASSWORD = "a long pass phrase 1";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Demo demo;
    private CompletableFuture<Boolean> run;
    private @Nullable Browser chromium;

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
        if (chromium != null) {
            chromium.close();
        }
        demo.close();
    }

    @Test
    @Order(1)
    void theConsoleShowsTheClassWhileItRuns() {
        try (Browser.Visit browser = visit()) {
            Page page = signedIn(browser, "zh-CN");
            openClassroom(page);

            assertThat(page.getByTestId("roster-row")).hasCount(Cast.TRAINEES + 1, patiently());
            assertThat(page.locator("[data-testid=roster-row][data-status=PRESENT]")
                            .nth(20))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            assertThat(page.getByTestId("live-state")).hasAttribute("data-state", "live");
            assertThat(run).isNotDone();
            watchesLive(page);
            callsTheNames(page);
            looksAtTheWall(page);
        }
    }

    private static void callsTheNames(Page page) {
        page.getByTestId("roll-call-start").click();
        Locator names = page.getByTestId("roll-call-name");
        names.first().waitFor();
        names.nth(0).locator("button[data-answer=ANSWERED]").click();
        names.nth(1).locator("button[data-answer=NO_ANSWER]").click();
        assertThat(names.nth(1).locator("button[data-answer=NO_ANSWER]")).hasAttribute("aria-pressed", "true");
        fullPage(page, "roll-call-en.png");
        page.getByTestId("roll-call-finish").click();
        assertThat(page.getByTestId("roll-call-start")).isVisible();
        assertThat(page.getByTestId("roll-call")).containsText("1 answered, 1 did not");
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

    /** While the class still runs; on a tablet. Beyond these pages there is one of a draw, which is walked where sessions are planned. */
    @Test
    @Order(2)
    void everyPageOpensInBothLanguages() {
        ApiClient supervisor = new ApiClient(demo.address(), "").signIn(demo.username(), demo.password());
        String address = demo.address().toString();
        try (Browser.Visit browser = visit()) {
            Page page = browser.newPage("zh-CN");
            PageWalk walk = new PageWalk(page);
            walk.open(address, "/sign-in");
            walk.open(address, "/check-in");
            signIn(page, supervisor);
            walk.as("supervisor");
            walk.offered(address).forEach(path -> walk.open(address, path));
            pagesOfOneThing(supervisor).forEach(path -> walk.open(address, path));
            testsACamera(page, walk, supervisor);

            String trainee =
                    Json.text(supervisor.list("/v1/subjects", "subjects").get(0), "subjectId");
            for (ApiClient other : List.of(
                    school(supervisor, "walker"),
                    someone(supervisor, "reader", "ROLE_AUDITOR", "", ""),
                    someone(supervisor, "learner", "ROLE_TRAINEE", "subjectId", trainee))) {
                signIn(page, other);
                walk.as(Json.text(other.get("/v1/me"), "username"));
                walk.offered(address).forEach(path -> walk.glance(address, path));
            }

            assertThat(walk.faults()).isEmpty();
        }
    }

    /** One that is entered, and one that somebody is about to enter with a wrong password. */
    private void testsACamera(Page page, PageWalk walk, ApiClient supervisor) {
        page.evaluate("localStorage.setItem('shidao.language', 'zh')");
        walk.glance(demo.address().toString(), "/sources");
        page.getByTestId("source-test-open").first().click();
        Locator test = page.getByTestId("source-test");
        assertThat(test).hasAttribute("data-state", "STREAMING", slowly());
        assertThat(test.locator("[data-outcome=good]")).hasCount(8);
        pictureOfDialog(page, walk, "source-test");
        page.getByTestId("source-test-submit").click();
        page.getByTestId("language-en").click();

        String address = supervisor.list("/v1/sources", "sources").stream()
                .filter(source -> source.has("address"))
                .map(source -> Json.text(source, "address"))
                .findFirst()
                .orElseThrow();
        page.getByTestId("source-enter").click();
        page.getByTestId("source-address").fill(address);
        page.getByTestId("source-user").fill("camera");
        page.getByTestId("source-password").fill("wrong");
        page.getByTestId("source-test-start").click();
        assertThat(test).hasAttribute("data-state", "UNAUTHORISED", slowly());
        assertThat(page.getByTestId("source-test-advice")).isVisible();
        pictureOfDialog(page, walk, "source-test-refused");
    }

    private static LocatorAssertions.HasAttributeOptions slowly() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(20_000);
    }

    private static void pictureOfDialog(Page page, PageWalk walk, String name) {
        walk.lookAgain();
        page.locator("dialog[open]")
                .screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target", name + ".png")));
    }

    private static List<String> pagesOfOneThing(ApiClient client) {
        String session = Json.text(client.list("/v1/sessions", "sessions").get(0), "sessionId");
        String trainingClass = Json.text(client.list("/v1/classes", "classes").get(0), "classId");
        String person = Json.text(client.list("/v1/subjects", "subjects").get(0), "subjectId");
        return List.of(
                "/sessions/" + session,
                "/sessions/" + session + "/check-in",
                "/classes/" + trainingClass,
                "/people?person=" + person,
                "/sign-ins",
                "/password",
                "/no-such-page");
    }

    /** Signs a page in as a client is, without the form. */
    private void signIn(Page page, ApiClient client) {
        page.navigate(demo.address().toString());
        page.evaluate(
                "text => sessionStorage.setItem('shidao.signIn', text)",
                Json.object("token", client.token(), "account", client.get("/v1/me"))
                        .toString());
    }

    /** @param bound to what: the name of the id, and the id; both empty for the whole region */
    private static ApiClient someone(ApiClient supervisor, String username, String role, String bound, String id) {
        JsonObject account = Json.object("username", username, "displayName", username, "role", role);
        if (!bound.isEmpty()) {
            account.addProperty(bound, id);
        }
        JsonObject made = supervisor.post("/v1/accounts", account);
        return supervisor.firstSignIn(username, Json.text(made, "oneTimePassword"), PASSWORD);
    }

    private static ApiClient school(ApiClient supervisor, String username) {
        String institution =
                Json.text(supervisor.list("/v1/institutions", "institutions").get(0), "institutionId");
        return someone(supervisor, username, "ROLE_INSTITUTION_ADMINISTRATOR", "institutionId", institution);
    }

    @Test
    @Order(3)
    void everyPlantedCaseIsFoundAndNobodyElseIsAccused() throws Exception {
        boolean passed = run.get(5, TimeUnit.MINUTES);

        String output = printed.toString(StandardCharsets.UTF_8);
        assertThat(passed).as(output).isTrue();
        assertThat(output).contains("demo: PASS").contains("false_accusations=0");
    }

    @Test
    @Order(4)
    void theConsoleShowsTheSuspectBesideTheEnrolledFace() {
        try (Browser.Visit browser = visit()) {
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

    @Test
    @Order(5)
    void twoPeopleConfirmTheImpersonation() {
        try (Browser.Visit browser = visit()) {
            Page first = signedIn(browser, "en-GB");
            first.getByTestId("to-review").click();
            assertThat(first.getByTestId("review-count")).isVisible();
            first.locator("[data-testid=case-row][data-kind=IMPERSONATION]")
                    .first()
                    .waitFor();
            first.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "review-queue-en.png")));
            Locator row = first.locator("[data-testid=case-row][data-kind=IMPERSONATION]")
                    .filter(new Locator.FilterOptions().setHasText("2026-1"));
            String anomaly = row.first().getAttribute("data-anomaly");
            row.first().getByRole(AriaRole.LINK).first().click();
            Locator shown = first.locator("[data-testid=case][data-anomaly='" + anomaly + "']");
            shown.waitFor();
            first.keyboard().press("t");
            assertThat(shown).hasAttribute("data-state", "TAKEN");
            assertThat(first.getByTestId("face-enrolled")).isVisible();
            assertThat(first.getByTestId("face-captured")).isVisible();
            assertThat(widthOf(first.getByTestId("face-captured"))).isPositive();
            fullPage(first, "review-case-en.png");
            first.keyboard().press("c");
            first.getByTestId("CASE_REASON_ANOTHER_PERSON").check();
            first.getByTestId("case-note").fill("The ears differ.");
            first.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "review-decide-en.png")));
            first.keyboard().press("Control+Enter");
            assertThat(shown).hasAttribute("data-state", "PROPOSED");

            Page second = newcomer(browser, first, "second", "ROLE_AUTHORITY_SUPERVISOR", "zh-CN");
            second.navigate(demo.address() + "/review/" + anomaly);
            Locator again = second.locator("[data-testid=case][data-anomaly='" + anomaly + "']");
            again.waitFor();
            assertThat(second.getByTestId("case-agree")).isVisible();
            fullPage(second, "review-second-zh.png");
            second.keyboard().press("c");
            second.getByTestId("case-send").click();
            assertThat(again).hasAttribute("data-state", "CONFIRMED");
            assertThat(second.getByTestId("case-history").locator("li[data-act=AGREE]"))
                    .isVisible();
            // the analyzer folds the session again with what was decided
            second.waitForCondition(
                    () -> {
                        second.reload();
                        again.waitFor();
                        return second.locator("[data-testid=case-attendance] [data-status=SUBSTITUTED]")
                                        .count()
                                > 0;
                    },
                    new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
            fullPage(second, "review-confirmed-zh.png");
            theInstitutionAppeals(browser, first, anomaly);
        }
    }

    private void theInstitutionAppeals(Browser.Visit browser, Page supervisor, String anomaly) {
        Page page = newcomer(browser, supervisor, "school", "ROLE_INSTITUTION_ADMINISTRATOR", "en-GB");
        page.navigate(demo.address() + "/review/" + anomaly);
        page.getByTestId("case-appeal").click();
        page.getByTestId("case-note").fill("The trainee was ill, and the seat was taken by a cousin.\nSee the list.");
        page.getByTestId("case-files")
                .setInputFiles(new FilePayload(
                        "list.pdf", "application/pdf", "%PDF-1.4 list".getBytes(StandardCharsets.UTF_8)));
        page.getByTestId("case-send").click();
        assertThat(page.getByTestId("case")).hasAttribute("data-state", "APPEALED");
        assertThat(page.getByTestId("case-papers")).containsText("list.pdf");
        fullPage(page, "review-institution-en.png");
    }

    private static void fullPage(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target", name)).setFullPage(true));
    }

    /** Makes an account with the supervisor's token, and signs in with it. */
    private Page newcomer(Browser.Visit browser, Page supervisor, String username, String role, String locale) {
        String oneTime = (String) supervisor.evaluate("""
                async ([username, role]) => {
                  const token = JSON.parse(sessionStorage.getItem('shidao.signIn')).token
                  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
                  const institutions = await (await fetch('/v1/institutions', { headers })).json()
                  const institutionId =
                    role === 'ROLE_INSTITUTION_ADMINISTRATOR' ? institutions.institutions[0].institutionId : ''
                  const answer = await fetch('/v1/accounts', { method: 'POST', headers,
                    body: JSON.stringify({ username, displayName: username, role, institutionId }) })
                  return (await answer.json()).oneTimePassword
                }
                """, List.of(username, role));
        Page page = browser.newPage(locale);
        page.navigate(demo.address().toString());
        page.locator("input#username").fill(username);
        page.locator("input#password").fill(oneTime);
        page.getByTestId("sign-in-submit").click();
        page.locator("input#current-password").fill(oneTime);
        page.locator("input#new-password").fill("four eyes see more than two");
        page.locator("input#repeat-password").fill("four eyes see more than two");
        page.keyboard().press("Enter");
        page.getByTestId("to-review").waitFor();
        return page;
    }

    /** An institution applies, the authority approves, the institution plans around a conflict. */
    @Test
    @Order(6)
    void aClassIsAppliedForApprovedAndPlannedInTheConsole() {
        ApiClient supervisor = new ApiClient(demo.address(), "").signIn(demo.username(), demo.password());
        school(supervisor, "planner");
        try (Browser.Visit browser = visit()) {
            Page school = signedIn(browser, "en-GB", "planner", PASSWORD);
            school.getByTestId("group-teaching").click();
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
            movesAndCancels(school);
            plansADraw(browser);
        }
    }

    /** The later session: not into the earlier one, then to where there is room, then not at all. */
    private static void movesAndCancels(Page page) {
        Locator row = page.getByTestId("timetable-row").nth(1);
        row.getByTestId("session-move").click();
        page.getByTestId("session-from").fill("10:00");
        page.getByTestId("session-reason").fill("The crane comes late.");
        page.getByTestId("session-submit").click();
        assertThat(page.getByTestId("particulars")).containsText("Camera: ");
        picture(page, "session-move-conflict-en");
        assertThat(row).containsText("10:30 – 11:00");
        page.getByTestId("session-from").fill("11:30");
        page.getByTestId("session-to").fill("12:15");
        page.getByTestId("session-submit").click();
        assertThat(page.getByTestId("session-dialog")).hasCount(0);
        assertThat(row).containsText("11:30 – 12:15");

        row.getByTestId("session-cancel").click();
        assertThat(page.getByTestId("session-cancel-submit")).isDisabled();
        page.getByTestId("session-cancel-reason").fill("The crane does not come.");
        page.getByTestId("session-cancel-submit").click();
        assertThat(row).containsText("Cancelled");
        assertThat(row.getByTestId("session-move")).hasCount(0);

        row.getByRole(AriaRole.LINK).click();
        page.getByTestId("session-history").locator("summary").click();
        Locator steps = page.getByTestId("session-history").locator("li");
        assertThat(steps).hasCount(3);
        assertThat(steps.nth(1)).containsText("The crane comes late.");
        assertThat(steps.nth(2)).containsText("The crane does not come.");
        fullPage(page, "session-cancelled-en.png");
    }

    /** Among the sessions that were planned just now. */
    private void plansADraw(Browser.Visit browser) {
        Page page = signedIn(browser, "zh-CN");
        page.getByTestId("to-spot-checks").click();
        page.getByTestId("spot-plan").click();
        page.getByTestId("spot-title").fill("年底抽查");
        page.getByTestId("spot-count").fill("1");
        LocalDateTime drawAt =
                LocalDateTime.parse(page.getByTestId("spot-draw-at").inputValue());
        page.getByTestId("spot-to").fill(drawAt.plusDays(3).toString());
        page.getByTestId("spot-submit").click();
        assertThat(page.getByTestId("spot-draw-state")).hasText("已计划");
        assertThat(page.getByTestId("spot-candidate").first()).isVisible();
        assertThat(page.getByTestId("spot-findings")).not().containsText("✗");

        PageWalk walk = new PageWalk(page);
        walk.open(
                demo.address().toString(),
                page.url().substring(demo.address().toString().length()));
        assertThat(walk.faults()).isEmpty();
    }

    private void approve(Browser.Visit browser) {
        Page authority = signedIn(browser, "zh-CN");
        authority.getByTestId("group-teaching").click();
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

    /** The log of looks, accounts and their sign-ins: a new account signs in, is looked at and is disabled. */
    @Test
    @Order(7)
    void theConsoleShowsWhoLookedAndWhoCanSignIn() {
        try (Browser.Visit browser = visit()) {
            Page page = signedIn(browser, "en-GB");
            page.getByTestId("group-system").click();
            page.getByTestId("looks-kind").selectOption("LOOK_KIND_PICTURE");
            assertThat(page.getByTestId("look-row").filter(new Locator.FilterOptions().setHasText("Record")))
                    .hasCount(0);
            assertThat(page.getByTestId("look-row")
                            .filter(new Locator.FilterOptions().setHasText("Picture"))
                            .first())
                    .isVisible();
            picture(page, "access-log-en");

            page.getByTestId("to-accounts").click();
            page.getByTestId("accounts-new").click();
            page.getByTestId("new-username").fill("inspector");
            page.getByTestId("new-name").fill("Li Hua");
            page.getByTestId("new-role").selectOption("ROLE_AUDITOR");
            page.getByTestId("new-account-submit").click();
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
            page.getByTestId("account-change-reason").fill("has left");
            page.getByTestId("account-change-submit").click();
            assertThat(row).hasAttribute("data-state", "disabled");
            picture(page, "accounts-en");

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

    /** On a telephone, with a camera that plays a test picture: one photo is taken again, and the network is away for a while. */
    @Test
    @Order(8)
    void aTraineeChecksInWithPhotos() {
        ApiClient supervisor = new ApiClient(demo.address(), "").signIn(demo.username(), demo.password());
        CheckInLesson lesson = CheckInLesson.plan(supervisor, 2);
        try (Browser.Visit browser = visit()) {
            Page phone = browser.newPage("zh-CN");
            phone.setViewportSize(390, 844);
            phone.navigate(demo.address() + "/check-in?s=" + lesson.session() + "&c=" + lesson.code(supervisor));
            phone.locator("input#id-number").fill(CheckInLesson.ID_NUMBER);
            phone.getByTestId("check-in").click();
            phone.getByTestId("take-photo").click();
            assertThat(phone.getByTestId("photo-taken")).hasCount(1);
            phone.getByTestId("take-photo").click();
            phone.getByTestId("retake-0").click();
            phone.getByTestId("take-photo").click();
            assertThat(phone.getByTestId("photo-taken")).hasCount(2);

            phone.context().setOffline(true);
            phone.getByTestId("send-photos").click();
            assertThat(phone.getByTestId("form-message")).isVisible();
            fullPage(phone, "check-in-offline-zh.png");
            phone.context().setOffline(false);
            phone.getByTestId("send-photos").click();
            assertThat(phone.getByTestId("checked-in")).containsText("已收到 2 张照片");
            fullPage(phone, "check-in-done-zh.png");
        }
    }

    private void signInElsewhere(Browser.Visit browser, String oneTimePassword) {
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

    private Browser.Visit visit() {
        if (chromium == null) {
            Optional<Path> installed = Browser.installed();
            Assumptions.assumeTrue(
                    installed.isPresent(),
                    "SKIPPED: no Chromium, so the console was not looked at in a browser (Debian: apt-get install chromium)");
            chromium = Browser.open(installed.orElseThrow());
        }
        return chromium.visit();
    }

    private Page signedIn(Browser.Visit browser, String locale) {
        return signedIn(browser, locale, demo.username(), demo.password());
    }

    private Page signedIn(Browser.Visit browser, String locale, String username, String password) {
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
