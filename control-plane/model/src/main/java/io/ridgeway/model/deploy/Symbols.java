package io.ridgeway.model.deploy;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The symbols that a pack writes where an adapter knows better: {@code {{bind}}} (the address to
 * listen on), {@code {{beside}}} (the address of loopback at which a workload and its sidecars
 * reach each other; a sidecar's {@code {{bind}}} is the same), {@code {{volume.NAME}}}, {@code
 * {{file.NAME}}} and {@code {{secret.NAME}}} (absolute paths), {@code {{files}}} and {@code
 * {{secrets}}} (absolute paths of the directories that hold them, for programs that are told a
 * directory; they may be the same).
 */
public final class Symbols {
  public static final String BIND = "{{bind}}";
  public static final String BESIDE = "{{beside}}";
  public static final String FILES = "{{files}}";
  public static final String SECRETS = "{{secrets}}";

  private static final Pattern SYMBOL =
      Pattern.compile(
          "\\{\\{(bind|beside|files|secrets|(?:volume|file|secret)\\.[A-Za-z0-9][-._/A-Za-z0-9]{0,255})}}");

  private Symbols() {}

  public static String volume(String name) {
    return "{{volume." + FileNames.check(name) + "}}";
  }

  public static String file(String name) {
    return "{{file." + FileNames.checkPath(name) + "}}";
  }

  public static String secret(String name) {
    return "{{secret." + FileNames.check(name) + "}}";
  }

  /**
   * {@code text} with each symbol replaced by what {@code value} gives for its inside ({@code
   * bind}, {@code volume.data}); that throws for one it doesn't know, so that nothing starts with a
   * hole in its configuration.
   */
  public static String fill(String text, UnaryOperator<String> value) {
    return SYMBOL.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value.apply(m.group(1))));
  }
}
