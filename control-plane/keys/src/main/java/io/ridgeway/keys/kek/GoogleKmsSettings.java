package io.ridgeway.keys.kek;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which key of Google Cloud KMS.
 *
 * @param key {@code projects/P/locations/L/keyRings/R/cryptoKeys/K}; its purpose is ENCRYPT_DECRYPT
 * @param door usually {@link #ENDPOINT}
 * @param name what it is called beside what it wrapped; project, location, ring and key if empty
 */
public record GoogleKmsSettings(String key, CloudDoor door, Optional<String> name) {
  /** Google's. */
  public static final URI ENDPOINT = URI.create("https://cloudkms.googleapis.com");

  private static final Pattern KEY =
      Pattern.compile(
          "projects/([a-z][a-z0-9.:-]{4,80})/locations/([a-z0-9-]{1,63})"
              + "/keyRings/([A-Za-z0-9_-]{1,63})/cryptoKeys/([A-Za-z0-9_-]{1,63})");

  /** Of {@code :v999999999}. */
  private static final int VERSION = 11;

  public GoogleKmsSettings {
    called(key, name);
  }

  /** The {@code id} without the version. */
  String called() {
    return called(key, name);
  }

  private static String called(String key, Optional<String> name) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a Google Cloud KMS key is named projects/…/locations/…/keyRings/…/cryptoKeys/…, without"
              + " a version");
    }
    return CloudDoor.called(
        "google-kms",
        name,
        parts.group(1) + "/" + parts.group(2) + "/" + parts.group(3) + "/" + parts.group(4),
        VERSION);
  }
}
