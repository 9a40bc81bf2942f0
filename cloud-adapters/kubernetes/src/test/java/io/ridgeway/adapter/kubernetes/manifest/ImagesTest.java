package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.adapter.AdapterException.SoftwareUnavailable;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
  @Test
  void refusesSoftwareWithoutAnImage() {
    assertThatExceptionOfType(SoftwareUnavailable.class)
        .isThrownBy(() -> Images.of(settings("x", false), new Software("other", "2")))
        .withMessage("City node frankfurt-1 has no image for other 2: add one to its images.");
  }

  @Test
  void refusesAnImageThatMayChangeUnlessTagsAreAllowed() {
    assertThatExceptionOfType(SoftwareUnavailable.class)
        .isThrownBy(() -> Images.of(settings("example/ledger:1.0", false), Samples.SOFTWARE))
        .withMessage(
            "The image of ledger 1.0 at city node frankfurt-1 has no digest, so it may change unseen:"
                + " lock it to name@sha256:…, or allow tags.");
    assertThat(Images.of(settings("example/ledger:1.0", true), Samples.SOFTWARE).reference())
        .isEqualTo("example/ledger:1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "hyperledger/besu:25.11.0, mirror.example.net/hyperledger/besu:25.11.0",
    "docker.io/hyperledger/besu:25.11.0, mirror.example.net/hyperledger/besu:25.11.0",
    "besu, mirror.example.net/library/besu",
    "docker.io/besu, mirror.example.net/library/besu",
    "quay.io/a/b@sha256:00, mirror.example.net/a/b@sha256:00",
    "localhost:5000/a, mirror.example.net/a",
    "localhost/a, mirror.example.net/a"
  })
  void takesAnImageFromTheMirrorUnderItsOwnPath(String reference, String expected) {
    assertThat(new Image(reference).from("mirror.example.net").reference()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"a/b:1, false", "a/b@sha256:00, false", "a/b, false"})
  void countsOnlyAWholeDigestAsPinned(String reference, boolean pinned) {
    assertThat(new Image(reference).pinned()).isEqualTo(pinned);
    assertThat(new Image(reference + Samples.DIGEST).pinned()).isTrue();
  }

  @Test
  void keepsTheCommandOfAnImageFromAMirror() {
    assertThat(new Image("a/b", List.of("/bin/run")).from("m").command())
        .containsExactly("/bin/run");
  }

  @Test
  void runsTenantsImagesOnlyWhereThatIsSet() {
    // Given
    ClusterSettings closed = settings("example/ledger:1.0", true);
    ClusterSettings open = closed.running(new TenantImages(Optional.of("gvisor")));
    Workload image = Samples.tenants("contract", 1);

    // Then
    assertThatExceptionOfType(Undeclared.class)
        .isThrownBy(() -> Images.of(closed, image))
        .withMessageContaining("contract-1 runs a tenant's own code")
        .withMessageContaining("tenantImages");
    assertThat(Images.of(open, image).reference())
        .isEqualTo("registry.example.com/firm/book" + Samples.DIGEST);
    assertThat(TenantImages.sandbox(open, image)).contains("gvisor");
    assertThat(TenantImages.sandbox(open, Samples.observer(1))).isEmpty();
  }

  private static ClusterSettings settings(String reference, boolean allowTags) {
    ClusterSettings usual = Samples.settings(Samples.NODE_PORTS);
    return new ClusterSettings(
        usual.cityNode(),
        Map.of(Samples.SOFTWARE, new Image(reference)),
        allowTags,
        Optional.empty(),
        Optional.empty(),
        usual.exposure(),
        Map.of(),
        Scheduling.ANYWHERE,
        List.of(),
        1);
  }
}
