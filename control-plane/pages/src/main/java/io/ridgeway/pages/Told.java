package io.ridgeway.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that the control plane has said in English, in another language: those of a group's text
 * whose English they are. What stands at its arguments is said in the same way, or stays as it is.
 *
 * @param group the first part of the texts' keys
 * @param texts in the language that is wanted
 */
record Told(String group, Texts texts) {
  private static final int LONGEST = 1_000;

  /** A whole within a whole within a whole, and no more. */
  private static final int DEEPEST = 3;

  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)}");
  private static final Map<String, List<Known>> GROUPS = new ConcurrentHashMap<>();

  /** A text by its English, with the numbers of its arguments as they come in it. */
  private record Known(String key, Pattern english, List<Integer> arguments, int letters) {
    static Known of(String key, String text) {
      List<Integer> arguments = new ArrayList<>();
      StringBuilder pattern = new StringBuilder();
      Matcher found = ARGUMENT.matcher(text);
      int from = 0;
      while (found.find()) {
        pattern.append(Pattern.quote(text.substring(from, found.start()))).append("(.+?)");
        arguments.add(Integer.parseInt(found.group(1)));
        from = found.end();
      }
      pattern.append(Pattern.quote(text.substring(from)));
      return new Known(
          key, Pattern.compile(pattern.toString(), Pattern.DOTALL), arguments, text.length());
    }
  }

  /** Those words; empty if no text is known to say them. */
  Optional<String> words(String english) {
    return words(english, DEEPEST);
  }

  private Optional<String> words(String english, int deeper) {
    if (deeper == 0 || english.isEmpty() || english.length() > LONGEST) {
      return Optional.empty();
    }
    for (Known known : GROUPS.computeIfAbsent(group, Told::known)) {
      Matcher said = known.english().matcher(english);
      if (said.matches()) {
        return Optional.of(texts.get(known.key(), arguments(known, said, deeper - 1)));
      }
    }
    return Optional.empty();
  }

  private Object[] arguments(Known known, Matcher said, int deeper) {
    Object[] all = new Object[known.arguments().size()];
    for (int i = 0; i < all.length; i++) {
      String argument = said.group(i + 1);
      all[known.arguments().get(i)] = words(argument, deeper).orElse(argument);
    }
    return all;
  }

  /** Those that say most come first, as another may fit what one of them says. */
  private static List<Known> known(String group) {
    Texts english = Texts.of(Locale.ENGLISH);
    return english.keys().stream()
        .filter(key -> key.startsWith(group + "."))
        .map(key -> Known.of(key, english.get(key)))
        .sorted(Comparator.comparingInt(Known::letters).reversed().thenComparing(Known::key))
        .toList();
  }
}
