package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKeyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SoftHSM 2 (Debian's softhsm2), whose tokens are files. Its library reads where those are from the
 * environment of this process: the build names the file, it is made here.
 */
class Pkcs11KekIT extends KeyEncryptionKeyContract {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"));
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  @TempDir static Path directory;
  private static Pkcs11Settings settings;
  private static Pkcs11Kek kek;

  @BeforeAll
  static void token() throws Exception {
    Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow();
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Files.writeString(
        configuration,
        "directories.tokendir = " + Files.createDirectory(directory.resolve("tokens")) + "\n");
    Path pin = directory.resolve("pin");
    Files.writeString(pin, "847291\n");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    String label = "ridgeway";
    Matcher made =
        SLOT.matcher(
            run(
                "--init-token",
                "--free",
                "--label",
                label,
                "--so-pin",
                "5683914",
                "--pin",
                "847291"));
    assertThat(made.find()).isTrue();
    long slot = Long.parseLong(made.group(1));
    generate(library, slot, "kek-2026", true);
    generate(library, slot, "unfit", false);
    settings = new Pkcs11Settings(library, slot, "kek-2026", pin, Optional.empty());
    kek = Pkcs11Kek.open(settings, new SecureRandom(), Clock.systemUTC());
  }

  @Override
  protected KeyEncryptionKey kek() {
    return kek;
  }

  @Test
  void anotherOpeningOfTheSameKeyUnwraps() {
    KeyEncryptionKey.Wrapped wrapped = kek.wrap(new byte[32], new byte[] {1});
    assertThat(
            Pkcs11Kek.open(settings, new SecureRandom(), Clock.systemUTC())
                .unwrap(wrapped, new byte[] {1}))
        .isEqualTo(new byte[32]);
    assertThat(kek.id()).isEqualTo("pkcs11:kek-2026");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("lost"))
        .withMessageContaining("has no AES key labelled lost");
  }

  @Test
  void aKeyThatDoesNotEncryptIsRefusedWithWhatItMustBe() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("unfit"))
        .withMessageContaining("may encrypt and decrypt");
  }

  private static Pkcs11Kek open(String label) {
    return Pkcs11Kek.open(
        new Pkcs11Settings(
            settings.library(), settings.slot(), label, settings.pinFile(), Optional.empty()),
        new SecureRandom(),
        Clock.systemUTC());
  }

  /** Within the token: softhsm2-util's import of a file ends a key at its first line feed. */
  private static void generate(Path library, long slot, String label, boolean fit)
      throws Exception {
    Provider provider =
        Security.getProvider("SunPKCS11")
            .configure(
                "--name = maker\nlibrary = "
                    + library
                    + "\nslot = "
                    + slot
                    + "\nattributes(*, CKO_SECRET_KEY, *) = {\nCKA_SENSITIVE = true\n"
                    + "CKA_EXTRACTABLE = false\nCKA_DECRYPT = true\nCKA_ENCRYPT = "
                    + fit
                    + "\n}\n");
    KeyStore token = KeyStore.getInstance("PKCS11", provider);
    token.load(null, "847291".toCharArray());
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(256);
    token.setKeyEntry(label, generator.generateKey(), null, null);
  }

  private static String run(String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("softhsm2-util"), Stream.of(arguments)).toList();
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
