package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.Documents.Document;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What documents lead to and name is there. */
class DocumentsTest {
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:|mailto:)([^)#\\s]*)(#[^)\\s]+)?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern SETTING =
      Pattern.compile("ridgeway(?!\\.io\\b)(\\.[a-z][a-zA-Z0-9-]*)+");

  /** Any name, in a setting's. */
  private static final String ANY = "*";

  @Test
  void everyLinkLeadsSomewhere() {
    Map<Path, Document> documents =
        Documents.all().stream().collect(Collectors.toMap(d -> d.file().normalize(), d -> d));
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Document document : documents.values()) {
      Matcher link = LINK.matcher(document.text());
      while (link.find()) {
        links++;
        Path target =
            link.group(1).isEmpty()
                ? document.file()
                : document.file().resolveSibling(link.group(1)).normalize();
        Document led = documents.get(target);
        if (!Files.exists(target)
            || (link.group(2) != null && led != null && !anchors(led).contains(link.group(2)))) {
          dead.add(document + ": " + link.group());
        }
      }
    }

    assertThat(dead).isEmpty();
    assertThat(links).as("links").isGreaterThan(80);
  }

  /** As they are made of headings: {@code #over-websocket}. */
  private static Set<String> anchors(Document document) {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(document.text());
    while (heading.find()) {
      anchors.add(
          "#"
              + heading
                  .group(1)
                  .toLowerCase(Locale.ROOT)
                  .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                  .replace(' ', '-'));
    }
    return anchors;
  }

  /** One that goes on in the next line ends its table there. */
  @Test
  void everyRowOfATableIsOneLine() {
    assertThat(Documents.all())
        .allSatisfy(
            document ->
                assertThat(document.text().lines().filter(line -> line.startsWith("|")))
                    .as("%s", document)
                    .allMatch(line -> line.stripTrailing().endsWith("|")));
  }

  @Test
  void everySettingIsOne() {
    Set<String> known = new TreeSet<>();
    settings("ridgeway", RidgewayConfig.class, known);
    List<String> unknown = new ArrayList<>();
    int found = 0;
    for (Document document : Documents.all()) {
      for (String code : document.code()) {
        Matcher setting = SETTING.matcher(code);
        if (setting.lookingAt()) {
          found++;
          if (known.stream().noneMatch(k -> isOrLeadsTo(setting.group(), k))) {
            unknown.add(document + ": " + setting.group());
          }
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(found).as("settings").isGreaterThan(50);
  }

  @Test
  void whatIsNoSettingIsTold() {
    Set<String> known = new TreeSet<>();
    settings("ridgeway", RidgewayConfig.class, known);

    assertThat(known)
        .contains("ridgeway.gateway.grpc.port", "ridgeway.keys.also.*.transit.address")
        .noneMatch(k -> isOrLeadsTo("ridgeway.gateway.grpc.ports", k))
        .anyMatch(k -> isOrLeadsTo("ridgeway.keys.also.next.kek", k))
        .anyMatch(k -> isOrLeadsTo("ridgeway.keys.transit", k));
  }

  private static boolean isOrLeadsTo(String setting, String known) {
    String[] said = setting.split("\\.");
    String[] is = known.split("\\.");
    if (said.length > is.length) {
      return false;
    }
    for (int i = 0; i < said.length; i++) {
      if (!is[i].equals(ANY) && !is[i].equals(said[i])) {
        return false;
      }
    }
    return true;
  }

  private static void settings(String prefix, Class<?> mapping, Set<String> all) {
    for (Method method : mapping.getMethods()) {
      String name =
          prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      setting(name, method.getGenericReturnType(), all);
    }
  }

  private static void setting(String name, Type type, Set<String> all) {
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      boolean named = of.getRawType().equals(Map.class);
      setting(named ? name + "." + ANY : name, arguments[arguments.length - 1], all);
    } else if (type instanceof Class<?> group
        && group.isInterface()
        && group.getPackage().equals(RidgewayConfig.class.getPackage())) {
      settings(name, group, all);
    } else {
      all.add(name);
    }
  }
}
