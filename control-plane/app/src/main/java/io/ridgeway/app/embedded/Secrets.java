package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The passwords of one embedded run: made at its first start, kept in a file that only its owner
 * can read, never changed afterwards. Does not show them in {@code toString}.
 */
public final class Secrets {
  /** What a password opens. */
  public enum Name {
    POSTGRES_SUPERUSER,
    POSTGRES_OWNER,
    POSTGRES_APP,
    POSTGRES_KEYCLOAK,
    KEYCLOAK_ADMIN,
    CLIENT_PORTAL,
    CLIENT_SERVICE,
    /** Encrypts the portal's session cookie; at least 32 characters. */
    PORTAL_SESSION,
    USER_DEMO_ADMIN,
    USER_OPERATOR;

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  private static final int BYTES = 24;
  private static final int KEK_BYTES = 32;

  private final Map<Name, String> values;

  private Secrets(Map<Name, String> values) {
    this.values = values;
  }

  /** Reads the home's secrets, and makes those that it does not have yet, the KEK included. */
  public static Secrets loadOrCreate(Home home, SecureRandom random) {
    Properties stored = read(home.secrets());
    Map<Name, String> values = new EnumMap<>(Name.class);
    boolean made = false;
    for (Name name : Name.values()) {
      String value = stored.getProperty(name.key());
      if (value == null) {
        value = random(random);
        stored.setProperty(name.key(), value);
        made = true;
      }
      values.put(name, value);
    }
    if (made) {
      PrivateFiles.write(home.secrets(), text(stored));
    }
    if (!Files.exists(home.kek())) {
      byte[] kek = new byte[KEK_BYTES];
      random.nextBytes(kek);
      PrivateFiles.write(home.kek(), kek);
    }
    return new Secrets(values);
  }

  public String get(Name name) {
    return Objects.requireNonNull(values.get(name));
  }

  @Override
  public String toString() {
    return "Secrets[" + values.size() + " values]";
  }

  // Letters, digits, "-" and "_": safe in a URL, a form, a properties file and an environment.
  private static String random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Properties read(Path file) {
    Properties stored = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        stored.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return stored;
  }

  private static String text(Properties properties) {
    StringWriter text = new StringWriter();
    text.append("# The passwords of this embedded run. Deleting this file locks its databases.\n");
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> text.append(key + "=" + properties.getProperty(key) + "\n"));
    return text.toString();
  }
}
