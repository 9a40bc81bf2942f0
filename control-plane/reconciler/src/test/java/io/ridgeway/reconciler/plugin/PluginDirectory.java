package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.AdapterSpi;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.reconciler.plugin.trouble.TroubledProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** An operator's directory of plugins, with a signer whose key is made for it. */
final class PluginDirectory {
  static final Duration DEADLINE = Duration.ofMillis(500);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  final Path path;
  private final KeyPair key = keyPair();
  private final Map<String, String> pins = new LinkedHashMap<>();

  PluginDirectory(Path path) {
    this.path = path;
  }

  static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a jar there, pinned and signed, whose adapter misbehaves so. */
  PluginDirectory add(String name, String... troubles) {
    return put(name, jar(Integer.toString(AdapterSpi.VERSION), Map.of(), troubles)).pin(name);
  }

  PluginDirectory put(String name, byte[] content) {
    write(name, content);
    return sign(name, key);
  }

  void write(String name, byte[] content) {
    try {
      Files.write(path.resolve(name), content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] read(String name) {
    try {
      return Files.readAllBytes(path.resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  PluginDirectory sign(String name, KeyPair by) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(by.getPrivate());
      signature.update(read(name));
      write(name + ".sig", signature.sign());
      return this;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Pins it as it is now. */
  PluginDirectory pin(String name) {
    pins.put(name, Trust.sha256(read(name)));
    StringBuilder text = new StringBuilder("signers:\n  acme: ");
    text.append(Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    text.append("\nplugins:\n");
    pins.forEach(
        (file, sha) ->
            text.append("  %s:\n    sha256: %s\n    signer: acme\n".formatted(file, sha)));
    write("trusted.yaml", text.toString().getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Plugins load() {
    return Plugins.load(
        new Plugins.Settings(path, path.resolve("trusted.yaml"), DEADLINE), Set.of("local"), CLOCK);
  }

  static byte[] jar(String spi, Map<String, String> attributes, String... troubles) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2");
    attributes.forEach(main::putValue);
    if (!spi.isEmpty()) {
      main.putValue(AdapterSpi.MANIFEST_ATTRIBUTE, spi);
    }
    String path = TroubledProvider.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
        InputStream program = PluginDirectory.class.getResourceAsStream("/" + path)) {
      entry(jar, path, program.readAllBytes());
      entry(jar, "troubles", String.join("\n", troubles).getBytes(StandardCharsets.UTF_8));
      if (!Set.of(troubles).contains("service missing")) {
        entry(
            jar,
            "META-INF/services/" + CloudAdapterProvider.class.getName(),
            TroubledProvider.class.getName().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
