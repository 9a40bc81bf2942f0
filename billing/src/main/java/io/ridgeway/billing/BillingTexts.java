package io.ridgeway.billing;

import java.text.NumberFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The texts of offers and invoices in one language: English, or Chinese where the locale asks for
 * it. A value in braces, {@code {nodes}}, is filled from the arguments by name.
 */
public final class BillingTexts {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale locale;
  private final ResourceBundle bundle;

  private BillingTexts(Locale locale, ResourceBundle bundle) {
    this.locale = locale;
    this.bundle = bundle;
  }

  /** The texts for that locale; English if its language is not there. */
  public static BillingTexts of(Locale locale) {
    return new BillingTexts(
        locale, ResourceBundle.getBundle("io.ridgeway.billing.texts", locale, NO_FALLBACK));
  }

  /** The locale that was asked for. */
  public Locale locale() {
    return locale;
  }

  /** The text of that key. */
  public String get(String key) {
    return get(key, Map.of());
  }

  /**
   * The text of that key with the arguments filled in; arguments that it doesn't name are ignored.
   *
   * @throws MissingResourceException if there is no such text
   */
  public String get(String key, Map<String, String> args) {
    String text = bundle.getString(key);
    for (Map.Entry<String, String> arg : args.entrySet()) {
      text = text.replace("{" + arg.getKey() + "}", arg.getValue());
    }
    return text;
  }

  /** A line's text; whole numbers in it are grouped as the locale does. */
  public String line(Line line) {
    return line(line.key(), line.args());
  }

  /** A line's text; whole numbers in it are grouped as the locale does. */
  public String line(InvoiceLine line) {
    return line(line.key(), line.args());
  }

  private String line(String key, Map<String, String> args) {
    NumberFormat number = NumberFormat.getIntegerInstance(locale);
    Map<String, String> shown = new HashMap<>(args);
    shown.replaceAll(
        (name, value) ->
            value.matches("[0-9]{1,18}") ? number.format(Long.parseLong(value)) : value);
    return get(key, shown);
  }
}
