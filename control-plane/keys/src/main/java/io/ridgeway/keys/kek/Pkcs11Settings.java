package io.ridgeway.keys.kek;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a PKCS#11 key is.
 *
 * @param library the module's vendor's, a {@code .so}
 * @param slot the token's slot id, as the vendor's tools list it
 * @param key the label of an AES key of 256 bits that may encrypt and decrypt; a new key has a new
 *     label
 * @param pinFile the user's PIN
 * @param name what it is called beside what it wrapped; its label if empty. Needed where another
 *     module has a key of the same label
 */
public record Pkcs11Settings(
    Path library, long slot, String key, Path pinFile, Optional<String> name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public Pkcs11Settings {
    if (!NAME.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a PKCS#11 key's label has letters, digits, dots, _ and -, at most 64");
    }
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      throw new IllegalArgumentException(
          "a key-encryption key's name has letters, digits, dots, _ and -, at most 64");
    }
    if (!library.toString().matches("/[\\x21-\\x7e&&[^\"\\\\]]+")) {
      throw new IllegalArgumentException(
          "a PKCS#11 library is named by its whole path, without blanks");
    }
  }
}
