package io.ridgeway.keys.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  private static final KeyAlgorithms ALGORITHMS = KeyAlgorithms.fastest();
  private static final String HEX =
      "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

  /** From the description of the format, with the password {@code testpassword}. */
  private static final String KEYSTORE =
      """
      {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
      "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
      "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
      "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
      "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
      """;

  @Test
  void opensTheKeystoreOfTheFormatsDescription() {
    assertThat(read(Curve.SECP256K1, KEYSTORE, "testpassword"))
        .asHexString()
        .isEqualToIgnoringCase(HEX);
  }

  @Test
  void opensAScryptKeystoreOfTheUsualShape() throws Exception {
    // Given: made by other means than those that read it, but for scrypt
    byte[] salt = new byte[32];
    Arrays.fill(salt, (byte) 9);
    byte[] derived =
        SCrypt.generate("pass".getBytes(StandardCharsets.US_ASCII), salt, 8_192, 8, 1, 32);
    Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
    aes.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(derived, 0, 16, "AES"),
        new IvParameterSpec(new byte[16]));
    byte[] ciphertext = aes.doFinal(HexFormat.of().parseHex(HEX));
    MessageDigest keccak = MessageDigest.getInstance("KECCAK-256", new BouncyCastleProvider());
    keccak.update(derived, 16, 16);
    HexFormat hex = HexFormat.of();
    String keystore =
        """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"%s"},"ciphertext":"%s",
        "kdf":"scrypt","kdfparams":{"dklen":32,"n":8192,"p":1,"r":8,"salt":"%s"},"mac":"%s"},
        "version":3}
        """
            .formatted(
                "00".repeat(16),
                hex.formatHex(ciphertext),
                hex.formatHex(salt),
                hex.formatHex(keccak.digest(ciphertext)));

    // When, Then
    assertThat(read(Curve.SECP256K1, keystore, "pass")).asHexString().isEqualToIgnoringCase(HEX);
    refused(Curve.SECP256K1, keystore, "pass2", "it doesn't open with that password");
  }

  @Test
  void wipesTheFileAndThePassword() {
    // Given
    KeyFile file = file(KEYSTORE, "testpassword");

    // When
    KeyFiles.read(Curve.SECP256K1, file);

    // Then
    assertThat(file.bytes()).containsOnly(0);
    assertThat(file.password()).containsOnly('\0');
  }

  @ParameterizedTest
  @ValueSource(strings = {HEX, "0x" + HEX, "  " + HEX + "\n"})
  void readsHex(String text) {
    assertThat(read(Curve.SECP256K1, text, "")).asHexString().isEqualToIgnoringCase(HEX);
    assertThat(read(Curve.P256, text, "")).asHexString().isEqualToIgnoringCase(HEX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong|it doesn't open with that password",
        "|it doesn't open with that password",
      })
  void saysThatAPasswordIsWrong(String password, String why) {
    refused(Curve.SECP256K1, KEYSTORE, password == null ? "" : password, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"c\":262144|\"c\":2000001|costs too much",
        "\"c\":262144|\"c\":0|iterations",
        "\"dklen\":32|\"dklen\":4096|dklen must be 32",
        "\"version\":3|\"version\":4|version 3",
        "aes-128-ctr|aes-256-gcm|cipher must be",
        "hmac-sha256|hmac-md5|kdf must be",
        "6087dab2|6087dabg|iv must be hex",
        "\"mac\"|\"MAC\"|mac must be hex",
      })
  void refusesOtherKeystores(String what, String by, String why) {
    refused(Curve.SECP256K1, KEYSTORE.replace(what, by), "testpassword", why);
  }

  @ParameterizedTest
  @CsvSource({
    "4194304,8,1,cost too much",
    "262144,8,100,cost too much",
    "262144,16,1,cost too much",
    "2,63,33000,cost too much",
    "2,8,1025,cost too much",
    "4194304,1,1,cost too much",
    "1048576,1,8,cost too much",
    "16777216,1,1,cost too much",
    "33554432,1,1,make no sense",
    "3,8,1,make no sense",
    "1024,0,1,make no sense",
    "9007199254740993,8,1,make no sense"
  })
  void refusesScryptThatNobodyCanBear(String n, String r, String p, String why) {
    String scrypt =
        KEYSTORE
            .replace("\"kdf\":\"pbkdf2\"", "\"kdf\":\"scrypt\"")
            .replace("\"c\":262144", "\"n\":" + n + ",\"r\":" + r + ",\"p\":" + p);
    refused(Curve.SECP256K1, scrypt, "testpassword", why);
  }

  @Test
  void refusesTheSameOfPkcs8() throws Exception {
    // Given
    PBES2Parameters costly =
        new PBES2Parameters(
            new KeyDerivationFunc(
                MiscObjectIdentifiers.id_scrypt, new ScryptParams(new byte[16], 2, 63, 33_000)),
            new EncryptionScheme(
                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
    byte[] file =
        new EncryptedPrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, costly), new byte[64])
            .getEncoded();

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () -> KeyFiles.read(Curve.SECP256K1, new KeyFile(file, "password".toCharArray())))
        .matches(r -> r.type() == ProblemType.INVALID)
        .withMessageContaining("cost too much");
  }

  @Test
  void whoComesWhileAnotherOneIsOpenedIsRefusedAtOnce() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    SHA256Digest slow =
        new SHA256Digest() {
          @Override
          public int doFinal(byte[] out, int offset) {
            begun.countDown();
            assertThat(await(end)).isTrue();
            return super.doFinal(out, offset);
          }
        };
    FutureTask<byte[]> first =
        new FutureTask<>(() -> Costs.pbkdf2(slow, new byte[1], new byte[8], 1, 32));
    new Thread(first, "opens").start();
    assertThat(await(begun)).isTrue();

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(Curve.SECP256K1, KEYSTORE, "testpassword"))
        .matches(r -> r.type() == ProblemType.TOO_MANY_REQUESTS);

    // When
    end.countDown();

    // Then
    assertThat(first.get(30, TimeUnit.SECONDS)).hasSize(32);
    assertThat(read(Curve.SECP256K1, KEYSTORE, "testpassword")).hasSize(32);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"SECP256K1", "P256", "SM2"})
  void refusesNumbersThatAreNoKeys(Curve curve) {
    refused(curve, "0".repeat(64), "", "none of that curve's keys");
    refused(curve, "f".repeat(64), "", "none of that curve's keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{",
        "{\"version\":3}",
        "0x1234",
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n-----END EC PRIVATE KEY-----"
      })
  void refusesWhatIsNoKeyAndTellsNothingOfIt(String text) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(Curve.SECP256K1, text, "secret-password"))
        .matches(r -> r.type() == ProblemType.INVALID)
        .satisfies(
            r -> {
              assertThat(r.detail()).startsWith("The file holds no private key of SECP256K1");
              assertThat(r.detail()).doesNotContain("secret-password", "hello", "1234");
            });
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(Curve.P256, "a".repeat(KeyTravel.LONGEST_FILE + 1), ""))
        .matches(r -> r.type() == ProblemType.TOO_LARGE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"SECP256K1", "P256", "SM2", "ED25519"})
  void whatIsSealedIsOpenedByItsRecipientAndReadAgain(Curve curve) throws Exception {
    // Given
    byte[] privateKey = ALGORITHMS.of(curve).newPrivateKey(new SecureRandom());
    byte[] publicKey = ALGORITHMS.of(curve).publicKey(privateKey);
    KeyPair recipient = rsa();

    // When
    String sealed =
        SealedKey.seal(
            curve,
            privateKey,
            publicKey,
            Pem.write("PUBLIC KEY", recipient.getPublic().getEncoded()));

    // Then
    RecipientInformation one =
        new CMSAuthEnvelopedData(Pem.read("CMS", sealed).orElseThrow())
            .getRecipientInfos()
            .getRecipients()
            .iterator()
            .next();
    byte[] opened =
        one.getContent(
            new JceKeyTransAuthEnvelopedRecipient(recipient.getPrivate())
                .setProvider(new BouncyCastleProvider()));
    assertThat(KeyFiles.read(curve, new KeyFile(opened.clone(), new char[0])))
        .isEqualTo(privateKey);
    byte[] der =
        Pem.read("PRIVATE KEY", new String(opened, StandardCharsets.US_ASCII)).orElseThrow();
    assertThat(KeyFiles.read(curve, new KeyFile(der.clone(), new char[0]))).isEqualTo(privateKey);
    assertThat(sealed).doesNotContain(HexFormat.of().formatHex(privateKey));
    for (Curve other : Curve.values()) {
      if (other != curve) {
        assertThatExceptionOfType(Refusal.class)
            .isThrownBy(() -> KeyFiles.read(other, new KeyFile(der.clone(), new char[0])));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key", "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----"})
  void sealsToKeysOfRsaOnly(String recipient) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> SealedKey.fingerprint(recipient))
        .matches(r -> r.type() == ProblemType.INVALID);
  }

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static void refused(Curve curve, String text, String password, String why) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(curve, text, password))
        .matches(r -> r.type() == ProblemType.INVALID)
        .withMessageContaining(why);
  }

  private static byte[] read(Curve curve, String text, String password) {
    return KeyFiles.read(curve, file(text, password));
  }

  private static KeyFile file(String text, String password) {
    return new KeyFile(
        text.getBytes(StandardCharsets.US_ASCII),
        Arrays.copyOf(password.toCharArray(), password.length()));
  }
}
