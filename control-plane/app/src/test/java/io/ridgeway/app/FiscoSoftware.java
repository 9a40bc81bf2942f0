package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The node of FISCO BCOS 3.16.4 at the local city node: the official binary if {@code
 * RIDGEWAY_FISCO_BCOS} is its path, otherwise a test double of the pack's, which reads the same
 * files, opens the same doors and keeps no ledger.
 */
public final class FiscoSoftware {
  private static final String VERSION = "3.16.4";

  /** A release of doubles that make up a past. */
  private static final String REMEMBERED = "3.14.0";

  /** A release before it, of which there are doubles alone. */
  private static final String BEFORE = "3.15.5";

  /** What the double is made of, besides its own classes. */
  private static final List<String> PARTS =
      List.of(
          "com.fasterxml.jackson.annotation.JsonProperty",
          "com.fasterxml.jackson.core.JsonFactory",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.fasterxml.jackson.dataformat.yaml.YAMLMapper",
          "org.bouncycastle.asn1.ASN1Object",
          "org.bouncycastle.jce.provider.BouncyCastleProvider",
          "org.bouncycastle.openssl.PEMParser",
          "org.jspecify.annotations.Nullable",
          "org.yaml.snakeyaml.Yaml");

  private FiscoSoftware() {}

  /** Whether the tests run on the official binary. */
  static boolean isReal() {
    return !real().isBlank();
  }

  private static String real() {
    return System.getenv().getOrDefault("RIDGEWAY_FISCO_BCOS", "");
  }

  /** Lists it, and waits until it is offered. */
  static void at(RunningRidgeway ridgeway) {
    Path list = ridgeway.stack().home().software();
    try {
      if (!Files.readString(list).contains("name: fisco-bcos,")) {
        Path program = isReal() ? Path.of(real()) : launcher(list, VERSION, "");
        Files.writeString(list, entry(program, VERSION), StandardOpenOption.APPEND);
        if (!isReal()) {
          Files.writeString(
              list, entry(launcher(list, BEFORE, ""), BEFORE), StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitOffered(ridgeway);
  }

  /**
   * Lists doubles that make up a past which can be proved, and waits until they are offered.
   *
   * @return the release to order for them
   */
  static String withHistory(RunningRidgeway ridgeway) {
    at(ridgeway);
    Path list = ridgeway.stack().home().software();
    try {
      if (!Files.readString(list).contains(REMEMBERED)) {
        Path program = launcher(list, REMEMBERED, "-Dridgeway.double.history=true");
        Files.writeString(list, entry(program, REMEMBERED), StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitOffered(ridgeway);
    return REMEMBERED.substring(0, REMEMBERED.lastIndexOf('.'));
  }

  private static void awaitOffered(RunningRidgeway ridgeway) {
    RunningRidgeway.await(
        "FISCO BCOS is offered",
        () ->
            ridgeway
                .operator()
                .get("/v1/catalogue")
                .path("frameworks")
                .findValuesAsText("name")
                .contains("fisco-bcos"));
  }

  private static String entry(Path program, String version) throws IOException {
    return "- {name: fisco-bcos, version: \"%s\", path: \"%s\", sha256: \"%s\"}%n"
        .formatted(version, program, sha256(Files.readAllBytes(program)));
  }

  private static Path launcher(Path list, String version, String option) throws IOException {
    Path launcher = list.resolveSibling("fisco-bcos-" + version);
    String classPath =
        Stream.concat(Stream.of(testClasses()), jars().stream())
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s' -Xmx96m -XX:TieredStopAtLevel=1 %s -cp '%s' io.ridgeway.framework.fiscobcos.conformance.ConformanceNode %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                option,
                classPath,
                version.substring(0, version.lastIndexOf('.'))));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return launcher;
  }

  /** Where the test double's classes are, among others. */
  public static Path testClasses() {
    Path classes = Path.of(System.getProperty("fisco.doubles"), "test-classes");
    assertThat(classes).isDirectory();
    return classes;
  }

  /** What it needs besides them. */
  public static List<Path> jars() {
    return PARTS.stream().map(FiscoSoftware::jar).distinct().toList();
  }

  private static Path jar(String type) {
    try {
      return Path.of(
          Class.forName(type).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("a part of the test double is missing", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
