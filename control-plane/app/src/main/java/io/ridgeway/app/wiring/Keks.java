package io.ridgeway.app.wiring;

import io.ridgeway.app.RidgewayConfig.Kek;
import io.ridgeway.app.RidgewayConfig.Keys;
import io.ridgeway.app.RidgewayConfig.Pkcs11;
import io.ridgeway.app.RidgewayConfig.Transit;
import io.ridgeway.keys.FileKek;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.Keyring;
import io.ridgeway.keys.kek.Pkcs11Kek;
import io.ridgeway.keys.kek.Pkcs11Settings;
import io.ridgeway.keys.kek.TransitKek;
import io.ridgeway.keys.kek.TransitSettings;
import io.ridgeway.keys.kek.TransitSignIn;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Opens the key-encryption keys that an installation names. */
final class Keks {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Path POD_TOKEN =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  private final SecureRandom random;
  private final Clock clock;

  private Keks(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** All of them: one that can't be opened is noticed now, not when it is needed. */
  static Keyring open(Keys keys, SecureRandom random, Clock clock) {
    Keks opener = new Keks(random, clock);
    KeyEncryptionKey wraps = opener.open("ridgeway.keys.", keys);
    List<KeyEncryptionKey> others = new ArrayList<>();
    new TreeMap<>(keys.also())
        .forEach((name, kek) -> others.add(opener.open("ridgeway.keys.also." + name + ".", kek)));
    return new Keyring(wraps, others);
  }

  private KeyEncryptionKey open(String prefix, Kek kek) {
    return switch (kek.kek()) {
      case FILE -> FileKek.open(required(prefix + "kek-file", kek.kekFile()));
      case TRANSIT ->
          TransitKek.open(
              settings(prefix + "transit.", required(prefix + "transit.address", kek.transit())),
              clock);
      case PKCS11 -> {
        Pkcs11 module = required(prefix + "pkcs11.library", kek.pkcs11());
        yield Pkcs11Kek.open(
            new Pkcs11Settings(
                module.library(), module.slot(), module.key(), module.pinFile(), module.name()),
            random,
            clock);
      }
      case AWS_KMS -> CloudKeks.aws(required(prefix + "aws-kms.key", kek.awsKms()), clock);
      case GOOGLE_KMS ->
          CloudKeks.google(required(prefix + "google-kms.key", kek.googleKms()), clock);
      case AZURE_KEY_VAULT ->
          CloudKeks.azure(required(prefix + "azure-key-vault.address", kek.azureKeyVault()), clock);
      case ALIBABA_KMS ->
          CloudKeks.alibaba(required(prefix + "alibaba-kms.key", kek.alibabaKms()), clock);
    };
  }

  private static TransitSettings settings(String prefix, Transit transit) {
    return new TransitSettings(
        transit.address(),
        transit.mount().orElse("transit"),
        transit.key(),
        transit.namespace(),
        transit.caFile(),
        signIn(prefix, transit),
        transit.timeout().orElse(TIMEOUT),
        transit.name());
  }

  private static TransitSignIn signIn(String prefix, Transit transit) {
    if (transit.tokenFile().isPresent()) {
      return new TransitSignIn.Token(transit.tokenFile().get());
    }
    if (transit.roleId().isPresent()) {
      return new TransitSignIn.AppRole(
          transit.authMount().orElse("approle"),
          transit.roleId().get(),
          required(prefix + "secret-id-file", transit.secretIdFile()));
    }
    return new TransitSignIn.Kubernetes(
        transit.authMount().orElse("kubernetes"),
        required(
            prefix + "token-file (nor role-id, nor kubernetes-role)", transit.kubernetesRole()),
        transit.kubernetesTokenFile().orElse(POD_TOKEN));
  }

  private static <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> new IllegalStateException(name + " isn't set"));
  }
}
