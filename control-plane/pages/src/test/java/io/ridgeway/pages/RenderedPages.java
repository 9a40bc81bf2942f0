package io.ridgeway.pages;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders templates as the application does, without the application, and checks what every page
 * owes its readers. What was rendered is kept under {@code target/pages}, to be looked at.
 */
public final class RenderedPages {
  /** The token in every form of a rendered page. */
  public static final String TOKEN = "t0ken-t0ken-t0ken-t0ken-t0ken-t0";

  private static final List<String> TAGS =
      List.of(
          "button",
          "copy",
          "field",
          "go",
          "icon",
          "more",
          "navigate",
          "notice",
          "refused",
          "said",
          "state",
          "told");
  private static final Set<String> VOID = Set.of("meta", "link", "input", "br");
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

  private final Engine engine = engine();

  private static Engine engine() {
    var builder =
        TemplateSetup.extend(Engine.builder().addDefaults())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .addLocator(RenderedPages::locate);
    for (String tag : TAGS) {
      builder.addSectionHelper(new UserTagSectionHelper.Factory(tag, "tags/" + tag));
    }
    return builder.build();
  }

  private static Optional<TemplateLocator.TemplateLocation> locate(String id) {
    InputStream in =
        RenderedPages.class.getClassLoader().getResourceAsStream("templates/" + id + ".html");
    return Optional.ofNullable(in)
        .map(
            found ->
                new TemplateLocator.TemplateLocation() {
                  @Override
                  public Reader read() {
                    return new InputStreamReader(found, StandardCharsets.UTF_8);
                  }

                  @Override
                  public Optional<Variant> getVariant() {
                    return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
                  }
                });
  }

  /** A whole page, in a language and theme, for the administrator of Acme or an operator. */
  public String page(
      String template, Locale locale, Theme theme, String done, Map<String, Object> data) {
    boolean ops = template.startsWith("ops/");
    Map<String, Object> all = new HashMap<>(data);
    all.put(
        "frame",
        new Frame(
            locale,
            theme,
            TOKEN,
            "/",
            ops ? "olivia" : "ada",
            ops,
            false,
            false,
            ops
                ? List.of()
                : List.of(
                    new Frame.Choice("t00000000000a", "Acme <Trade> & Sons", true),
                    new Frame.Choice("t00000000000b", "Bolt", false)),
            done));
    String html = Pages.render(engine, template, locale, all);
    checkTags(template, html);
    checkForms(template, html);
    return html;
  }

  /** A page in English and the system's theme. */
  public String page(String template, Map<String, Object> data) {
    return page(template, Locale.ENGLISH, Theme.AUTO, "", data);
  }

  /** A part of a page. */
  public String part(String template, Locale locale, Map<String, Object> data) {
    return Pages.render(engine, template, locale, data);
  }

  /** Keeps a page to be looked at: {@code target/pages/<name>.html}. */
  public static void keep(String name, String html) {
    try {
      Path file = Path.of("target", "pages", name + ".html");
      Files.createDirectories(file.getParent());
      Files.writeString(file, html);
    } catch (IOException e) {
      throw new UncheckedIOException("can't keep " + name, e);
    }
  }

  /** Every element is closed where it was opened, and no identifier is there twice. */
  private static void checkTags(String template, String html) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = TAG.matcher(html);
    while (tags.find()) {
      String name = tags.group(2).toLowerCase(Locale.ROOT);
      if (VOID.contains(name) || tags.group(3).endsWith("/")) {
        continue;
      }
      if (tags.group(1).isEmpty()) {
        open.push(name);
      } else if (open.isEmpty() || !open.pop().equals(name)) {
        throw new AssertionError(template + ": </" + name + "> closes what isn't open");
      }
    }
    if (!open.isEmpty()) {
      throw new AssertionError(template + ": not closed: " + open);
    }
    Set<String> seen = new HashSet<>();
    Matcher ids = ID.matcher(html);
    while (ids.find()) {
      if (!seen.add(ids.group(1))) {
        throw new AssertionError(template + ": two elements have the id " + ids.group(1));
      }
    }
  }

  /** Every form that is posted carries the token. */
  private static void checkForms(String template, String html) {
    int forms = html.split("method=\"post\"", -1).length - 1;
    int tokens = html.split("name=\"_csrf\" value=\"" + TOKEN + "\"", -1).length - 1;
    if (forms != tokens) {
      throw new AssertionError(template + ": " + forms + " forms, but " + tokens + " tokens");
    }
  }
}
