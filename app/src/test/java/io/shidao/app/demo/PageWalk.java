package io.shidao.app.demo;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens pages one after the other, in Chinese and in English, and tells what no page may show: errors in the browser's
 * console, a value that is missing, the name of a text or of a constant instead of words, a page wider than a tablet, and
 * what keeps somebody with a screen reader or weak eyes out (axe-core, WCAG 2.1 A and AA, serious and critical).
 */
final class PageWalk {
    /** Of a tablet that is held upright. */
    private static final int WIDTH = 820;

    private static final int HEIGHT = 1180;
    private static final double PATIENCE_MILLIS = 15_000;

    /** Read and drawn: nothing says that it is being read. */
    private static final String SETTLED = """
            () => document.querySelector('h1, main form') !== null
              && document.querySelector('.frame[aria-busy=true], .reading, .ghost') === null
            """;

    private static final String FAULTS = """
            chinese => {
              const faults = []
              const text = document.body.innerText
              const unfit = /\\bundefined\\b|\\bNaN\\b|\\[object |\\b[A-Z]{3,}(_[A-Z]+)+\\b|(?<![\\w/.@:-])[a-z]+[A-Za-z]*(\\.[A-Za-z_]{2,})+\\b(?![/:@-])/.exec(text)
              if (unfit) faults.push(`shows ${JSON.stringify(text.slice(Math.max(0, unfit.index - 30), unfit.index + 50))}`)
              const { scrollWidth, clientWidth } = document.documentElement
              if (scrollWidth > clientWidth) faults.push(`is ${scrollWidth} wide (expected: at most ${clientWidth})`)
              const title = document.querySelector('h1')?.innerText ?? ''
              if (chinese && title && !/[\\u4e00-\\u9fff]/.test(title)) faults.push(`has the title ${title} in Chinese`)
              return faults
            }
            """;

    /** Of the console's packages. */
    private static final Path AXE = Path.of("..", "console", "node_modules", "axe-core", "axe.min.js");

    private static final String BARRIERS = """
            async () => {
              const { violations } = await axe.run(document, {
                resultTypes: ['violations'],
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
              })
              return violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, help, nodes }) => `keeps somebody out (${id}: ${help}): ${nodes[0].html.slice(0, 200)}`)
            }
            """;

    private final Page page;
    private final String axe;
    private final List<String> faults = new ArrayList<>();
    private String where = "";
    private String who = "";

    PageWalk(Page page) {
        this.page = page;
        this.axe = read(AXE);
        page.setViewportSize(WIDTH, HEIGHT);
        page.onConsoleMessage(this::hear);
        page.onPageError(error -> faults.add(where + " throws " + error));
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    script + " (expected: the packages of the console, mvn -pl console verify)", e);
        }
    }

    /** Pictures from now on are of what this role sees. */
    void as(String role) {
        who = role + "-";
    }

    private void hear(ConsoleMessage message) {
        // Asked for on the screen of a room whose session counts nobody by check-in: the server refuses, the page says
        // so.
        if (message.type().equals("error") && !message.location().contains("/check-in-code")) {
            faults.add(where + " says " + message.text() + " " + message.location());
        }
    }

    /** Opens a page and looks at it in both languages; the next page begins in the language that this one ended with. */
    void open(String address, String path) {
        glance(address, path);
        boolean chinese = chinese();
        Locator other = page.getByTestId(chinese ? "language-en" : "language-zh");
        if (other.count() > 0 && page.locator("dialog[open]").count() == 0) {
            other.click();
            look(!chinese);
            meetBarriers();
        } else {
            // behind a dialog, or not there at all: as somebody would find it who chose the language before
            page.evaluate("language => localStorage.setItem('shidao.language', language)", chinese ? "en" : "zh");
            glance(address, path);
            meetBarriers();
        }
    }

    private void meetBarriers() {
        page.evaluate(axe);
        ((List<?>) page.evaluate(BARRIERS)).forEach(barrier -> faults.add(where + " " + barrier));
    }

    /** Opens a page and looks at it in the language that is chosen. */
    void glance(String address, String path) {
        where = path;
        page.navigate(address + path);
        settle();
        look(chinese());
    }

    /** Paths of all pages that the navigation offers to whoever is signed in. */
    List<String> offered(String address) {
        where = "/";
        page.navigate(address);
        page.locator("nav [data-testid^=group-]").first().waitFor();
        List<String> paths = new ArrayList<>();
        for (String group : addresses("group-")) {
            where = group;
            page.navigate(address + group);
            settle();
            List<String> pages = addresses("to-");
            paths.addAll(pages.isEmpty() ? List.of(group) : pages);
        }
        return paths;
    }

    /** Where these links of the navigation lead, at one moment. */
    private List<String> addresses(String links) {
        Object found = page.locator("nav [data-testid^=" + links + "]")
                .evaluateAll("links => links.map(link => link.getAttribute('href'))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Looks at the page as it stands. */
    void lookAgain() {
        look(chinese());
    }

    private boolean chinese() {
        return page.evaluate("() => document.documentElement.lang").equals("zh-CN");
    }

    private void settle() {
        try {
            page.waitForFunction(SETTLED, null, new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (PlaywrightException e) {
            faults.add(where + " is not drawn within " + PATIENCE_MILLIS + " ms");
        }
    }

    private void look(boolean chinese) {
        ((List<?>) page.evaluate(FAULTS, chinese)).forEach(fault -> faults.add(where + " " + fault));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pages", fileName(chinese))));
    }

    private String fileName(boolean chinese) {
        String name = where.replaceAll("[0-9a-f-]{20,}", "one")
                .replaceAll("[/?=]", "-")
                .substring(1);
        return who + name + (chinese ? "-zh.png" : "-en.png");
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
