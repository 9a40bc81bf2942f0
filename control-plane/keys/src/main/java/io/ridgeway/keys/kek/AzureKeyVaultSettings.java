package io.ridgeway.keys.kek;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which keys of an Azure Key Vault.
 *
 * @param door the vault: {@code https://NAME.vault.azure.net}
 * @param key the name of an RSA key that may wrap and unwrap
 * @param signingKey the name of a P-256 key that may sign and verify
 * @param name what it is called beside what it wrapped; the vault's host and the key's name if
 *     empty
 */
public record AzureKeyVaultSettings(
    CloudDoor door, String key, String signingKey, Optional<String> name) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,127}");

  /** Of {@code :} and 32 hex digits. */
  private static final int VERSION = 33;

  public AzureKeyVaultSettings {
    if (!KEY.matcher(key).matches() || !KEY.matcher(signingKey).matches()) {
      throw new IllegalArgumentException(
          "Azure Key Vault's keys have names of letters, digits and -, without a version");
    }
    if (key.equals(signingKey)) {
      throw new IllegalArgumentException(
          "Azure Key Vault: one key wraps and another one signs; both are named " + key);
    }
    called(door, key, name);
  }

  /** The {@code id} without the version. */
  String called() {
    return called(door, key, name);
  }

  private static String called(CloudDoor door, String key, Optional<String> name) {
    return CloudDoor.called(
        "azure-key-vault", name, door.endpoint().getHost() + "/" + key, VERSION);
  }
}
