package io.ridgeway.engine.takedown;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the keys of data that are to be erased out of what others say of them: the keys may tell of
 * a person, and what is said is kept for good.
 */
public final class Redaction {
  private static final String ESCAPED = "\b\t\n\f\r";
  private static final String ESCAPES = "btnfr";

  /** In contracts' composite keys it stands around each part. */
  private static final String BETWEEN = "\u0000";

  /** Shorter parts of keys are in too many words. */
  private static final int SHORTEST_PART = 3;

  private final List<String> hidden = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  /**
   * For these keys.
   *
   * @param hash what is said in a key's place
   */
  public Redaction(List<String> keys, UnaryOperator<String> hash) {
    keys.stream()
        .filter(key -> !key.isEmpty())
        .sorted(Comparator.comparing(String::length).reversed())
        .forEach(key -> add(key, "key " + hash.apply(key)));
    keys.stream()
        .filter(key -> key.contains(BETWEEN))
        .flatMap(key -> List.of(key.split(BETWEEN)).stream())
        .filter(part -> part.length() >= SHORTEST_PART)
        .sorted(Comparator.comparing(String::length).reversed())
        .forEach(part -> add(part, "…"));
  }

  private void add(String text, String instead) {
    hidden.add(text);
    shown.add(instead);
  }

  /** The text without the keys, however they are written in it: plain, quoted, or as JSON. */
  public String of(String text) {
    if (hidden.isEmpty()) {
      return text;
    }
    String any = hidden.stream().map(key -> "(" + written(key) + ")").collect(joining("|"));
    Matcher found =
        Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text);
    return found.replaceAll(match -> Matcher.quoteReplacement(shown.get(group(found))));
  }

  private static int group(Matcher found) {
    int group = 1;
    while (found.group(group) == null) {
      group++;
    }
    return group - 1;
  }

  /** Each of its characters as it is, or escaped, be it more than once. */
  private static String written(String key) {
    return key.chars().mapToObj(c -> written((char) c)).collect(joining());
  }

  private static String written(char c) {
    String hex = String.format(Locale.ROOT, "%04x", (int) c);
    StringBuilder ways = new StringBuilder("(?:\\\\*").append(Pattern.quote(String.valueOf(c)));
    ways.append("|\\\\+u").append(hex);
    if (hex.startsWith("00")) {
      ways.append("|\\\\+x").append(hex.substring(2));
    }
    int escape = ESCAPED.indexOf(c);
    if (escape >= 0) {
      ways.append("|\\\\+").append(ESCAPES.charAt(escape));
    }
    return ways.append(')').toString();
  }
}
