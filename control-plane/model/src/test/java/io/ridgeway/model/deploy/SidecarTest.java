package io.ridgeway.model.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SidecarTest {
  private static final KeyId KEY = new KeyId("k00000000demo");
  private static final Workload ALONE =
      new Workload(
          NodeName.of("peer", 1),
          "peer",
          new Software("peer", "1"),
          List.of(),
          List.of("start"),
          Map.of(),
          List.of(),
          List.of(new SecretFile("key", KEY, SecretFile.Format.HEX)),
          List.of(new Volume("data", 2)),
          List.of(),
          Probes.NONE,
          new Resources(250, 512, 2),
          Optional.empty());

  @Test
  void theTextOfAWorkloadWithoutSidecarsIsAsItWasBeforeThereWereAny() {
    assertThat(ALONE)
        .hasToString(
            "Workload[name=peer-1, role=peer, software=peer 1, prepare=[], arguments=[start],"
                + " environment={}, files=[], secrets=[SecretFile[name=key, key=k00000000demo,"
                + " format=HEX]], volumes=[Volume[name=data, sizeGib=2]], ports=[],"
                + " probes=Probes[alive=Optional.empty, serves=Optional.empty],"
                + " resources=Resources[cpuMillis=250, memoryMib=512, storageGib=2],"
                + " consensusGroup=Optional.empty]");
    assertThat(ALONE.with(List.of(sidecar("db", Exposure.NONE))).toString())
        .isNotEqualTo(ALONE.toString())
        .contains("sidecars=[Sidecar[name=db");
  }

  @Test
  void aWorkloadRequestsWhatItsSidecarsDoToo() {
    // Given
    Workload two =
        ALONE.with(List.of(sidecar("db", Exposure.NONE), sidecar("cache", Exposure.NONE)));
    // When, Then
    assertThat(two.total()).isEqualTo(new Resources(450, 712, 8));
    assertThat(two.resources()).isEqualTo(ALONE.resources());
  }

  @Test
  void aSidecarIsReachedByItsWorkloadAloneAndHasANameOfItsOwn() {
    assertThatThrownBy(() -> sidecar("db", Exposure.PEERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("db");
    Sidecar one = sidecar("db", Exposure.NONE);
    assertThatThrownBy(() -> ALONE.with(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("db");
  }

  @Test
  void aSecretFileHoldsItsValueWhereItsTextSays() {
    // Given
    SecretFile file =
        new SecretFile(
            "db.ini",
            KEY,
            SecretFile.Format.HEX,
            Optional.of("at={{volume.data}}\nöne={{value}}\ntwo={{value}}\n"));
    byte[] value = "s3cret".getBytes(StandardCharsets.US_ASCII);
    // When
    byte[] content = file.content(value, t -> Symbols.fill(t, s -> "/" + s));
    // Then
    assertThat(new String(content, StandardCharsets.UTF_8))
        .isEqualTo("at=/volume.data\nöne=s3cret\ntwo=s3cret\n");
    assertThat(file.shown("…", t -> t))
        .isEqualTo("at={{volume.data}}\nöne=…\ntwo=…\n")
        .doesNotContain("s3cret");
    assertThat(new SecretFile("key", KEY, SecretFile.Format.HEX).content(value, t -> t))
        .isEqualTo(value)
        .isNotSameAs(value);
  }

  /** Reckoned by Python's {@code hashlib.pbkdf2_hmac}. */
  @Test
  void aPasswordIsHashedAsItsDatabaseKeepsIt() {
    // Given
    byte[] scalar = new byte[32];
    Arrays.fill(scalar, (byte) 7);
    // When
    byte[] hash = SecretFile.Format.PASSWORD_HASH.encode(scalar);
    // Then
    assertThat(new String(hash, StandardCharsets.US_ASCII))
        .isEqualTo(
            "-pbkdf2:sha256-cbcc1181e0262580cc142e1ade8e504ebddbd5e03fae6"
                + "2553cb2b857787b379d,1e2e4cf63b3dcc142c5a2b1c94ff88a5,10");
    assertThat(scalar).containsOnly(7);
  }

  @Test
  void aTextWithoutAPlaceForTheSecretIsRefused() {
    assertThatThrownBy(
            () -> new SecretFile("db.ini", KEY, SecretFile.Format.HEX, Optional.of("nothing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("db.ini");
  }

  private static Sidecar sidecar(String name, Exposure exposure) {
    return new Sidecar(
        name,
        new Software("database", "3"),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(new Volume("state", 3)),
        List.of(new Port("db", 5984, Protocol.TCP, exposure)),
        Probes.NONE,
        new Resources(100, 100, 3));
  }
}
