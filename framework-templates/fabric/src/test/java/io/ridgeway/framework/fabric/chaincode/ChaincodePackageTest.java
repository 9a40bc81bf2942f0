package io.ridgeway.framework.fabric.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.place.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaincodePackageTest {
  private static final HostPort ADDRESS = new HostPort("10.0.0.7", 9999);

  @Test
  void holdsTheAddressAndNothingElse() throws IOException {
    // When
    Map<String, byte[]> outer =
        unpacked(ChaincodePackage.of("notary-1", ADDRESS, Optional.empty()).bytes());
    // Then
    assertThat(outer).containsOnlyKeys("metadata.json", "code.tar.gz");
    assertThat(text(outer, "metadata.json"))
        .isEqualTo("{\"type\":\"ccaas\",\"label\":\"notary-1\"}");
    Map<String, byte[]> code = unpacked(outer.getOrDefault("code.tar.gz", new byte[0]));
    assertThat(code).containsOnlyKeys("connection.json");
    assertThat(text(code, "connection.json"))
        .isEqualTo(
            "{\"address\":\"10.0.0.7:9999\",\"dial_timeout\":\"10s\",\"tls_required\":false}");
  }

  @Test
  void namesWhomItsCertificateIsFrom() throws IOException {
    Map<String, byte[]> outer =
        unpacked(ChaincodePackage.of("notary-1", ADDRESS, Optional.of("PEM")).bytes());
    assertThat(text(unpacked(outer.getOrDefault("code.tar.gz", new byte[0])), "connection.json"))
        .contains("\"tls_required\":true", "\"root_cert\":\"PEM\"");
  }

  @Test
  void theSameHasTheSameIdAndAnotherAddressAnother() {
    // Given
    ChaincodePackage one = ChaincodePackage.of("notary-1", ADDRESS, Optional.empty());
    // Then
    assertThat(one.id())
        .matches("notary-1:[0-9a-f]{64}")
        .isEqualTo(ChaincodePackage.of("notary-1", ADDRESS, Optional.empty()).id())
        .isNotEqualTo(
            ChaincodePackage.of("notary-1", new HostPort("10.0.0.8", 9999), Optional.empty()).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "a--b", "a b", "a:b", "../a", "契约"})
  void aLabelIsAsFabricWantsIt(String label) {
    assertThatThrownBy(() -> ChaincodePackage.of(label, ADDRESS, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A chaincode's label has");
  }

  @Test
  void aDefinitionIsChecked() {
    Endorsement usual = new Endorsement.Channels();
    assertThatThrownBy(() -> new ChaincodeDefinition("a b", "1", 1, usual))
        .hasMessageStartingWith("A chaincode's name has");
    assertThatThrownBy(() -> new ChaincodeDefinition("a", "1 0", 1, usual))
        .hasMessageStartingWith("A chaincode's version has");
    assertThatThrownBy(() -> new ChaincodeDefinition("a", "1", 0, usual))
        .hasMessage("A chaincode's sequence counts from 1.");
    assertThatThrownBy(() -> new Endorsement.OutOf(3, List.of("alpha", "beta", "alpha")))
        .hasMessage("Ask for the endorsement of 1 to 2 organisations, not of 3.");
  }

  private static Map<String, byte[]> unpacked(byte[] archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }
}
