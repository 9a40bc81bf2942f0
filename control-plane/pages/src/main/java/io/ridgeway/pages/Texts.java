package io.ridgeway.pages;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;

/** The pages' texts in one language. */
public final class Texts {
  /** The languages that there are, the usual one first. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle bundle;

  private Texts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /** The texts for that locale; English if its language is not there. */
  public static Texts of(Locale locale) {
    return new Texts(ResourceBundle.getBundle("io.ridgeway.pages.messages", locale, NO_FALLBACK));
  }

  /**
   * The text of that key, with {@code {0}}, {@code {1}} … replaced by the arguments.
   *
   * @throws MissingResourceException if there is no such text
   */
  public String get(String key, Object... args) {
    String text = bundle.getString(key);
    for (int i = 0; i < args.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(args[i]));
    }
    return text;
  }

  /** The text of that key, if there is one. */
  public Optional<String> find(String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }

  /**
   * A value of code as the end of a key: {@code BACKING_OFF} is {@code backing-off}, {@code
   * gasLimit} is {@code gas-limit}.
   */
  static String slug(Object value) {
    return value
        .toString()
        .strip()
        .replaceAll("([a-z])([A-Z])", "$1-$2")
        .replaceAll("[_ ]+", "-")
        .toLowerCase(Locale.ROOT);
  }

  Set<String> keys() {
    return bundle.keySet();
  }
}
