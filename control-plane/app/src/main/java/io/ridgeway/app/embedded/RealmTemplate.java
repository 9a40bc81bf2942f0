package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The realm {@code ridgeway} with this run's addresses and passwords filled in. The placeholders
 * are those that Keycloak's own import fills from its environment, so the file serves an external
 * Keycloak too.
 */
final class RealmTemplate {
  private static final String FILE = "realm-ridgeway.json";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

  private RealmTemplate() {}

  /** The realm as JSON; holds passwords: neither logged nor written to a file. */
  static String fill(String portalUrl, Secrets secrets) {
    Map<String, String> values =
        Map.of(
            "RIDGEWAY_PORTAL_URL", portalUrl,
            "RIDGEWAY_PORTAL_SECRET", secrets.get(Secrets.Name.CLIENT_PORTAL),
            "RIDGEWAY_SERVICE_SECRET", secrets.get(Secrets.Name.CLIENT_SERVICE),
            "RIDGEWAY_DEMO_ADMIN_PASSWORD", secrets.get(Secrets.Name.USER_DEMO_ADMIN),
            "RIDGEWAY_OPERATOR_PASSWORD", secrets.get(Secrets.Name.USER_OPERATOR));
    return PLACEHOLDER
        .matcher(text())
        .replaceAll(found -> Matcher.quoteReplacement(value(values, found.group(1))));
  }

  // The values are of URL-safe letters or our own loopback addresses: JSON needs no escape for
  // them.
  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(FILE + " has a placeholder that nothing fills: " + name);
    }
    return value;
  }

  private static String text() {
    try (InputStream file = RealmTemplate.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
