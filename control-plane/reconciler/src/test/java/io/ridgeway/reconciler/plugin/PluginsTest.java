package io.ridgeway.reconciler.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.engine.catalogue.PluginEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir private Path temporary;
  private PluginDirectory directory;
  private Plugins plugins;

  @BeforeEach
  void makeDirectory() {
    directory = new PluginDirectory(temporary);
  }

  @AfterEach
  void close() {
    if (plugins != null) {
      plugins.close();
    }
  }

  private PluginEntry only() {
    assertThat(plugins.all()).hasSize(1);
    return plugins.all().get(0);
  }

  private void refused(String... why) {
    assertThat(plugins.providers()).isEmpty();
    assertThat(only().loaded()).isFalse();
    assertThat(only().problem()).contains(why);
  }

  @Test
  void whatIsPinnedAndSignedIsLoadedInALoaderOfItsOwn() {
    // When
    plugins = directory.add("good.jar").load();
    // Then
    assertThat(only())
        .isEqualTo(
            new PluginEntry(
                "troubled",
                "1.2",
                "Misbehaves as it is told",
                "good.jar",
                Trust.sha256(directory.read("good.jar")),
                "acme",
                "1",
                true,
                ""));
    assertThat(plugins.providers())
        .extracting(CloudAdapterProvider::configurationSchema)
        .containsExactly("{\"type\":\"object\"}");
  }

  @Test
  void noDirectoryIsNoPlugin() {
    plugins = new PluginDirectory(temporary.resolve("none")).load();
    assertThat(plugins.all()).isEmpty();
  }

  @Test
  void whatIsNotPinnedIsRefusedWithItsChecksum() {
    // Given
    directory.put("stray.jar", PluginDirectory.jar("1", Map.of()));
    // When
    plugins = directory.load();
    // Then
    refused("pin it in trusted.yaml", Trust.sha256(directory.read("stray.jar")));
  }

  @Test
  void aChangedJarIsRefused() {
    // Given
    directory.add("good.jar").put("good.jar", PluginDirectory.jar("1", Map.of(), "name throws"));
    // When
    plugins = directory.load();
    // Then
    refused("its sha256 is", "is pinned");
  }

  @Test
  void aMissingSignatureIsRefused() throws IOException {
    // Given
    Files.delete(directory.add("good.jar").path.resolve("good.jar.sig"));
    // When
    plugins = directory.load();
    // Then
    refused("signature good.jar.sig is missing");
  }

  @Test
  void anotherOnesSignatureIsRefused() {
    plugins = directory.add("good.jar").sign("good.jar", PluginDirectory.keyPair()).load();
    refused("is not one by acme's key");
  }

  @Test
  void nonsenseForASignatureIsRefused() {
    directory.add("good.jar").write("good.jar.sig", new byte[] {1, 2, 3});
    plugins = directory.load();
    refused("is not one by acme's key");
  }

  @Test
  void aPinWithoutItsJarIsShown() throws IOException {
    Files.delete(directory.add("gone.jar").path.resolve("gone.jar"));
    plugins = directory.load();
    refused("it is not there");
  }

  @Test
  void aPinThatIsAPathIsRefused() {
    // Given
    directory.add("good.jar");
    String pins = new String(directory.read("trusted.yaml"), StandardCharsets.UTF_8);
    directory.write(
        "trusted.yaml", pins.replace("good.jar:", "../good.jar:").getBytes(StandardCharsets.UTF_8));
    // When
    plugins = directory.load();
    // Then
    assertThat(plugins.providers()).isEmpty();
    assertThat(plugins.all()).extracting(PluginEntry::problem).anyMatch(p -> p.contains("a path"));
  }

  @Test
  void anotherVersionOfTheSpiIsRefusedWithBoth() {
    // Given
    directory
        .put("old.jar", PluginDirectory.jar("7", Map.of(), "constructor hangs"))
        .pin("old.jar");
    // When
    plugins = directory.load();
    // Then
    refused("made for version 7 of the adapter SPI, and this is 1");
  }

  @Test
  void noVersionOfTheSpiIsRefused() {
    directory.put("old.jar", PluginDirectory.jar("", Map.of())).pin("old.jar");
    plugins = directory.load();
    refused("no Ridgeway-Adapter-Spi", "this is 1");
  }

  @Test
  void aJarThatLeadsToOthersIsRefused() {
    // Given
    byte[] jar = PluginDirectory.jar("1", Map.of("Class-Path", "file:///tmp/unchecked.jar"));
    directory.put("leading.jar", jar).pin("leading.jar");
    // When
    plugins = directory.load();
    // Then
    refused("Class-Path");
  }

  @Test
  void aBrokenJarIsRefused() {
    directory.put("broken.jar", new byte[] {80, 75, 3, 4, 0}).pin("broken.jar");
    plugins = directory.load();
    refused("not a jar that can be read");
  }

  @Test
  void aJarWithoutAnAdapterIsRefused() {
    plugins = directory.add("empty.jar", "service missing").load();
    refused("holds no adapter");
  }

  @Test
  void oneThatFailsAtItsStartFailsAlone() {
    // When
    plugins =
        directory
            .add("a-throws.jar", "constructor throws")
            .add("b-links.jar", "constructor links")
            .add("c-nameless.jar", "name throws")
            .add("d-hangs.jar", "constructor hangs")
            .add("e-overflows.jar", "name overflows")
            .add("f-schema.jar", "schema bad")
            .add("g-name.jar", "called Not A Name")
            .add("good.jar", "called good")
            .load();
    // Then
    assertThat(plugins.providers()).extracting(CloudAdapterProvider::name).containsExactly("good");
    assertThat(plugins.all())
        .extracting(e -> e.file() + ": " + e.problem())
        .satisfiesExactly(
            good -> assertThat(good).isEqualTo("good.jar: "),
            a -> assertThat(a).contains("a-throws.jar", "can't be made"),
            b -> assertThat(b).contains("b-links.jar", "NoClassDefFoundError"),
            c -> assertThat(c).contains("c-nameless.jar", "IllegalStateException"),
            d -> assertThat(d).contains("d-hangs.jar", "did not end within 500 ms"),
            e -> assertThat(e).contains("e-overflows.jar", "StackOverflowError"),
            f -> assertThat(f).contains("f-schema.jar", "must be a JSON object"),
            g -> assertThat(g).contains("g-name.jar", "name must be"));
  }

  @Test
  void aNameIsGivenOnce() {
    // When
    plugins =
        directory
            .add("a.jar", "called local")
            .add("b.jar", "called acme")
            .add("c.jar", "called acme")
            .load();
    // Then
    assertThat(plugins.all())
        .extracting(e -> e.file() + " " + e.loaded())
        .containsExactly("b.jar true", "a.jar false", "c.jar false");
    assertThat(plugins.all().get(1).problem()).contains("an adapter local already");
    assertThat(plugins.all().get(2).problem()).contains("an adapter acme already");
  }

  @Test
  void whatEverybodyMayWriteIsNotTrusted() throws IOException {
    // Given
    directory.add("good.jar");
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    // When
    plugins = directory.load();
    // Then
    refused("can be written by every user", "chmod o-w");
    // Given
    plugins.close();
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        temporary.resolve("trusted.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));
    // When
    plugins = directory.load();
    // Then
    refused("can be written by every user");
  }

  @Test
  void aListThatCannotBeUnderstoodTrustsNothing() {
    // Given
    directory.add("good.jar").write("trusted.yaml", "plugins: [".getBytes(StandardCharsets.UTF_8));
    // When
    plugins = directory.load();
    // Then
    refused("trusted.yaml can't be understood");
  }

  @Test
  void whatIsLoadedStaysWhateverBecomesOfTheFile() {
    // Given
    plugins = directory.add("good.jar").load();
    // When
    directory.write("good.jar", new byte[0]);
    // Then
    assertThat(plugins.providers().get(0).open(GuardTest.context()).software()).isEmpty();
  }
}
