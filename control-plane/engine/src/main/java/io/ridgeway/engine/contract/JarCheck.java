package io.ridgeway.engine.contract;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a package is a Java program that can be started: read through once, never unpacked,
 * and no further than its bounds.
 */
final class JarCheck {
  /** How large a package may be, in bytes. */
  static final int MOST_BYTES = 50 << 20;

  /** What it may unpack to; code shrinks to a half or a third, so more is a bomb. */
  static final long MOST_UNPACKED = 512L << 20;

  static final int MOST_ENTRIES = 50_000;
  private static final int MOST_MANIFEST = 1 << 20;
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private final Set<String> names = new HashSet<>();
  private final byte[] buffer = new byte[64 << 10];
  private long unpacked;
  private Optional<String> main = Optional.empty();

  private JarCheck() {}

  /**
   * Refuses what isn't one.
   *
   * @throws Refusal {@code TOO_LARGE}, or {@code INVALID} with what is wrong
   */
  static void check(byte[] jar) {
    if (jar.length > MOST_BYTES) {
      throw new Refusal(
          ProblemType.TOO_LARGE,
          "A contract's package has at most " + (MOST_BYTES >> 20) + " MiB.");
    }
    JarCheck check = new JarCheck();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      check.read(zip);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("The package can't be read as a jar: upload one that is whole.");
    }
    check.conclude();
  }

  private void read(ZipInputStream zip) throws IOException {
    for (@Nullable ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (names.size() >= MOST_ENTRIES) {
        throw wrong("The package has more than " + MOST_ENTRIES + " files: it is no contract.");
      }
      names.add(entry.getName());
      if (entry.getName().equals(MANIFEST)) {
        byte[] text = zip.readNBytes(MOST_MANIFEST);
        unpacked += text.length;
        main =
            Optional.ofNullable(
                    new Manifest(new ByteArrayInputStream(text))
                        .getMainAttributes()
                        .getValue(Attributes.Name.MAIN_CLASS))
                .map(String::strip);
      }
      // On to its end by counting, since what an entry says of its size is its maker's word.
      for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
        unpacked += read;
        if (unpacked > MOST_UNPACKED) {
          throw wrong(
              "The package unpacks to more than "
                  + (MOST_UNPACKED >> 20)
                  + " MiB: it is no contract.");
        }
      }
    }
  }

  private void conclude() {
    if (names.isEmpty()) {
      throw wrong(
          "The package is no jar: build the contract as one jar with all that it needs, and upload"
              + " that.");
    }
    if (main.isEmpty()) {
      throw wrong(
          "The jar can't be started: its manifest (META-INF/MANIFEST.MF) must say its Main-Class,"
              + " which serves the contract as a service.");
    }
    if (!names.contains(main.get().replace('.', '/') + ".class")) {
      throw wrong(
          "The jar can't be started: it has no class "
              + shown(main.get())
              + ", which its manifest says is its Main-Class.");
    }
  }

  private static String shown(String name) {
    return name.length() > 200 ? name.substring(0, 200) + "…" : name;
  }

  private static Refusal wrong(String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation("package", message)));
  }
}
