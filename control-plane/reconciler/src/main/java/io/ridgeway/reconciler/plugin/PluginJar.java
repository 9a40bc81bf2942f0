package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.AdapterSpi;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar whose bytes are trusted, in a copy that is ours: what was checked is what is loaded,
 * whatever becomes of the file in the operator's directory.
 */
final class PluginJar {
  private static final int LARGEST_MIB = 256;
  private static final int LARGEST_SIGNATURE = 1_024;
  private static final String SERVICE = "META-INF/services/" + CloudAdapterProvider.class.getName();

  private final Path copy;
  private final Attributes manifest;

  private PluginJar(Path copy, Attributes manifest) {
    this.copy = copy;
    this.manifest = manifest;
  }

  /** The content of a jar in the operator's directory. */
  static byte[] content(Path jar) {
    return read(jar, (long) LARGEST_MIB << 20)
        .orElseThrow(() -> new Refused("it is not there; put it there or take its pin away"));
  }

  /** Its detached signature, {@code NAME.jar.sig}: the 64 bytes of Ed25519. */
  static Optional<byte[]> signature(Path jar) {
    return read(jar.resolveSibling(jar.getFileName() + ".sig"), LARGEST_SIGNATURE);
  }

  private static Optional<byte[]> read(Path file, long largest) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > largest) {
        throw new Refused(file.getFileName() + " is larger than " + largest + " bytes");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Refused(file.getFileName() + " can't be read (" + e + ")", e);
    }
  }

  /** Copies the bytes and looks into them; loads nothing. */
  static PluginJar open(String name, byte[] content, Path directory) {
    try {
      Path copy = Files.write(directory.resolve(name), content);
      try (JarFile jar = new JarFile(copy.toFile())) {
        Attributes manifest =
            Optional.ofNullable(jar.getManifest())
                .map(Manifest::getMainAttributes)
                .orElse(new Attributes());
        check(jar, manifest);
        return new PluginJar(copy, manifest);
      }
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      throw new Refused("it is not a jar that can be read (" + e.getMessage() + ")", e);
    }
  }

  private static void check(JarFile jar, Attributes manifest) {
    String spi = manifest.getValue(AdapterSpi.MANIFEST_ATTRIBUTE);
    if (spi == null) {
      throw new Refused(
          "its manifest has no "
              + AdapterSpi.MANIFEST_ATTRIBUTE
              + ", so it isn't known for which version of the adapter SPI it was made; this is "
              + AdapterSpi.VERSION);
    }
    if (!spi.strip().equals(Integer.toString(AdapterSpi.VERSION))) {
      throw new Refused(
          "it was made for version "
              + spi.strip()
              + " of the adapter SPI, and this is "
              + AdapterSpi.VERSION
              + "; get the plugin for this version of Ridgeway");
    }
    // Either would have the class loader open files that nobody checked.
    if (manifest.getValue(Attributes.Name.CLASS_PATH) != null
        || jar.getEntry("META-INF/INDEX.LIST") != null) {
      throw new Refused(
          "it leads to other jars by Class-Path or INDEX.LIST; one jar must hold all");
    }
    if (jar.getEntry(SERVICE) == null) {
      throw new Refused("it holds no adapter: " + SERVICE + " is missing");
    }
  }

  /** What its maker calls this version of it; empty if it isn't said. */
  String version() {
    return Optional.ofNullable(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
        .orElse("");
  }

  /** The version of the SPI that it was made for. */
  String spi() {
    return manifest.getValue(AdapterSpi.MANIFEST_ATTRIBUTE).strip();
  }

  /** A class loader of its own. */
  URLClassLoader loader() {
    try {
      return new URLClassLoader(
          String.valueOf(copy.getFileName()), new URL[] {copy.toUri().toURL()}, new SpiOnly());
    } catch (IOException e) {
      throw new Refused("it can't be opened (" + e + ")", e);
    }
  }
}
