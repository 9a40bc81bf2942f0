package io.ridgeway.app.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, driven by Playwright; it downloads no browser of its own. */
final class Browsing implements AutoCloseable {
  private static final String CHROMIUM =
      System.getenv().getOrDefault("RIDGEWAY_CHROMIUM", "/usr/bin/chromium");
  private static final double PATIENCE_MILLIS = 120_000;

  private final Playwright playwright;
  private final Browser browser;
  private final Path shots;

  Browsing(Path shots) {
    this.shots = shots;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(CHROMIUM))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  /** A fresh person: no cookies. */
  Page person(ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setLocale("en-GB")
                .setColorScheme(scheme));
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    return page;
  }

  /** Keycloak's own page. */
  static void signIn(Page page, String address, String user, String password) {
    page.navigate(address);
    page.fill("#username", user);
    if (page.locator("#password").count() == 0) {
      page.click("#kc-login");
    }
    page.fill("#password", password);
    page.click("#kc-login");
    page.waitForURL(url -> url.startsWith(address.replaceAll("(https?://[^/]+).*", "$1")));
  }

  /** Keeps a picture of the whole page. */
  void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(shots.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
