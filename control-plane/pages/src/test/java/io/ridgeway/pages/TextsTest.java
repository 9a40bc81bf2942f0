package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Pattern WHOLE_KEY = Pattern.compile("msg:of\\('([^']+)'");
  private static final Pattern GROUP =
      Pattern.compile("msg:(?:in|or|told)\\('([^']+)'|\\{#(?:state|said) group='([^']+)'");
  private static final Pattern JAVA_STRING = Pattern.compile("\"([a-z-]+(?:\\.[a-z-]+)+)\"");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(Texts.of(Locale.CHINESE).keys()).isEqualTo(Texts.of(Locale.ENGLISH).keys());
  }

  @Test
  void bothLanguagesNameTheSameArguments() {
    Texts english = Texts.of(Locale.ENGLISH);
    Texts chinese = Texts.of(Locale.CHINESE);

    assertThat(english.keys())
        .allSatisfy(key -> assertThat(args(chinese.get(key))).isEqualTo(args(english.get(key))));
  }

  @Test
  void everyTextThatAPageAsksForIsThere() throws IOException {
    Set<String> used = found(WHOLE_KEY, "src/main/resources/templates");

    assertThat(used).hasSizeGreaterThan(150);
    assertThat(Texts.of(Locale.ENGLISH).keys()).containsAll(used);
  }

  @Test
  void noTextIsUnused() throws IOException {
    // Given
    Set<String> used = found(WHOLE_KEY, "src/main/resources/templates");
    Set<String> groups = found(GROUP, "src/main/resources/templates");
    Set<String> inCode = found(JAVA_STRING, "src/main/java");

    // When
    Set<String> unused = new TreeSet<>(Texts.of(Locale.ENGLISH).keys());
    unused.removeAll(used);
    unused.removeAll(inCode);
    unused.removeIf(key -> groups.contains(key.substring(0, key.indexOf('.'))));

    // Then
    assertThat(unused).isEmpty();
  }

  @Test
  void everyGroupThatAPageAsksForHasTexts() throws IOException {
    Set<String> keys = Texts.of(Locale.ENGLISH).keys();

    assertThat(found(GROUP, "src/main/resources/templates"))
        .allSatisfy(group -> assertThat(keys).anyMatch(key -> key.startsWith(group + ".")));
  }

  @Test
  void everyProblemStateAndConditionHasAText() {
    Set<String> wanted = new TreeSet<>();
    Stream.of(ProblemType.values()).forEach(p -> wanted.add("problem." + p.slug()));
    wanted(wanted, "operation-kind", Operation.Kind.values());
    wanted(wanted, "operation-state", Operation.State.values());
    wanted(wanted, "step-state", Operation.StepState.values());
    wanted(wanted, "condition", Condition.Type.values());
    wanted(wanted, "condition-status", Condition.Status.values());
    Stream.of(io.ridgeway.model.network.NetworkState.class.getPermittedSubclasses())
        .flatMap(c -> c.isRecord() ? Stream.of(c) : Arrays.stream(c.getPermittedSubclasses()))
        .forEach(c -> wanted.add("state." + Texts.slug(c.getSimpleName())));

    assertThat(Texts.of(Locale.ENGLISH).keys()).containsAll(wanted);
  }

  @Test
  void fillsArgumentsIn() {
    assertThat(Texts.of(Locale.ENGLISH).get("form.number", 1, 9))
        .isEqualTo("A whole number from 1 to 9.");
    assertThat(Texts.of(Locale.SIMPLIFIED_CHINESE).get("form.missing")).isEqualTo("此项必填。");
    assertThat(Texts.of(Locale.FRENCH).get("form.missing")).isEqualTo("This is needed.");
  }

  @Test
  void failsForATextThatIsNotThere() {
    assertThatThrownBy(() -> Texts.of(Locale.ENGLISH).get("no.such.text"))
        .isInstanceOf(MissingResourceException.class);
  }

  @Test
  void makesKeysOfValues() {
    assertThat(Texts.slug("BACKING_OFF")).isEqualTo("backing-off");
    assertThat(Texts.slug("blockPeriodSeconds")).isEqualTo("block-period-seconds");
    assertThat(Texts.slug("This machine")).isEqualTo("this-machine");
  }

  private static void wanted(Set<String> keys, String group, Object[] values) {
    Stream.of(values).forEach(v -> keys.add(group + "." + Texts.slug(v)));
  }

  private static Set<String> args(String text) {
    Set<String> args = new TreeSet<>();
    Matcher found = Pattern.compile("\\{\\d}").matcher(text);
    while (found.find()) {
      args.add(found.group());
    }
    return args;
  }

  /** What the pattern's group finds in the sources of all modules that have pages. */
  private static Set<String> found(Pattern pattern, String directory) throws IOException {
    Set<String> found = new TreeSet<>();
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    for (String module : Set.of("control-plane/pages", "control-plane/ops", "tenant-portal-api")) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve(directory))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = file.toString();
          if (name.endsWith(".html") || name.endsWith(".java")) {
            collect(pattern.matcher(Files.readString(file)), found);
          }
        }
      }
    }
    return found;
  }

  private static void collect(Matcher matcher, Set<String> found) {
    while (matcher.find()) {
      String first = matcher.group(1);
      found.add(first != null ? first : matcher.group(2));
    }
  }
}
