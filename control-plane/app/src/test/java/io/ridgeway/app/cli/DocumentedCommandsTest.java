package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.Documents;
import io.ridgeway.app.Documents.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Documents name commands and options that {@code ridgectl} has. */
class DocumentedCommandsTest {
  private static final Pattern CALL = Pattern.compile("(?<![\\w-])ridgectl ([^`]+)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z-]+");

  /** A command; {@code one|other} stands for two. */
  private static final Pattern COMMAND = Pattern.compile("[a-z-]+(\\|[a-z-]+)*");

  /** What the shell makes one word of. */
  private static final Pattern QUOTED = Pattern.compile("\\$\\([^)]*\\)*|\"[^\"]*\"");

  private final CommandLine ridgectl = new CommandLine(new Ridgectl());

  @Test
  void everyCommandIsThereWithItsOptions() {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Document document : Documents.all()) {
      for (String call : calls(document)) {
        check(call).forEach(why -> wrong.add(document + ": ridgectl " + call + ": " + why));
        found++;
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(found).as("calls").isGreaterThan(150);
  }

  @Test
  void whatIsNotThereIsTold() {
    assertThat(check("networks suspend NETWORK --watch")).isEmpty();
    assertThat(check("networks freezes begin|lift NETWORK")).isEmpty();
    assertThat(check("nets suspend NETWORK")).containsExactly("no command nets");
    assertThat(check("networks freezes begin|melt NETWORK")).containsExactly("no command melt");
    assertThat(check("networks suspend NETWORK --soon")).containsExactly("no option --soon");
  }

  private static List<String> calls(Document document) {
    return Stream.concat(document.code().stream(), document.fenced().stream())
        .flatMap(code -> CALL.matcher(code).results())
        .map(call -> call.group(1))
        .toList();
  }

  private List<String> check(String call) {
    String line = QUOTED.matcher(call).replaceAll("X");
    CommandLine at = ridgectl;
    for (String part : line.split("\\s+")) {
      String word = part.replaceAll("[,.;:)]+$", "");
      if (at.getSubcommands().isEmpty() || !COMMAND.matcher(word).matches()) {
        break;
      }
      List<String> names = List.of(word.split("\\|"));
      List<String> known = List.copyOf(at.getSubcommands().keySet());
      if (!known.containsAll(names)) {
        return names.stream().filter(n -> !known.contains(n)).map(n -> "no command " + n).toList();
      }
      at = at.getSubcommands().get(names.get(0));
    }
    List<String> options = List.copyOf(at.getCommandSpec().optionsMap().keySet());
    return OPTION
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .filter(option -> !options.contains(option))
        .map(option -> "no option " + option)
        .toList();
  }
}
