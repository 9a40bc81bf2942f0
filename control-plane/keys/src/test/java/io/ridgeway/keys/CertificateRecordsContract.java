package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laws of {@link CertificateRecords}; whoever implements it extends this. */
public abstract class CertificateRecordsContract {
  private static final Instant NOT_BEFORE = Instant.parse("2026-03-01T10:15:30Z");

  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();

  /** What is tested; the same one within a test. */
  protected abstract CertificateRecords records();

  /** Does the work in a transaction and rolls it back. */
  protected abstract void rolledBack(Runnable work);

  /** Makes what the records refer to, where that must be there. */
  protected void prepare(TenantId tenant, NetworkId network) {}

  @BeforeEach
  void prepare() {
    prepare(tenant, network);
  }

  @Test
  void givesBackWhatWasInserted() {
    // Given
    Certificate certificate = certificate("org1-ca", "peer0", 1);

    // Then
    assertThat(records().insertIfAbsent(certificate)).isEqualTo(certificate);
    assertThat(records().newest(network, "org1-ca", "peer0")).contains(certificate);
    assertThat(records().newest(network)).containsExactly(certificate);
  }

  @Test
  void givesAllThatAnAuthorityGaveAndTheNewestOfItsLists() {
    // Given
    Certificate first = records().insertIfAbsent(certificate("org1-ca", "peer0", 1));
    Certificate second = records().insertIfAbsent(certificate("org1-ca", "peer0", 2));
    records().insertIfAbsent(certificate("org2-ca", "peer0", 1));
    RevocationList none = records().insertIfAbsent(list("org1-ca", 1));
    RevocationList list = records().insertIfAbsent(list("org1-ca", 2, first.serial()));

    // Then
    assertThat(records().all(network, "org1-ca")).containsExactly(first, second);
    assertThat(none.serials()).isEmpty();
    assertThat(records().insertIfAbsent(list("org1-ca", 2))).as("it stands").isEqualTo(list);
    assertThat(records().newestLists(network)).containsExactly(list);
    assertThat(list.holds(first)).isTrue();
    assertThat(list.holds(second)).isFalse();
    assertThat(records().newestLists(NetworkId.next())).isEmpty();
  }

  private RevocationList list(String authority, int number, String... serials) {
    return new RevocationList(
        tenant, network, authority, number, NOT_BEFORE, Set.of(serials), "list " + number + "\n");
  }

  @Test
  void changesNothingThatStands() {
    // Given
    Certificate first = records().insertIfAbsent(certificate("org1-ca", "peer0", 1));

    // Then
    assertThat(records().insertIfAbsent(certificate("org1-ca", "peer0", 1))).isEqualTo(first);
    assertThat(records().newest(network)).containsExactly(first);
  }

  @Test
  void givesTheOneThatStandsToAllWhoRace() throws Exception {
    // When
    List<Certificate> standing =
        Racing.all(4, () -> records().insertIfAbsent(certificate("org1-ca", "peer0", 1)));

    // Then
    assertThat(standing).hasSize(4).containsOnly(standing.get(0));
  }

  @Test
  void theNewestOfANameIsTheOneOfTheHighestGeneration() {
    // Given
    Certificate tenth = records().insertIfAbsent(certificate("org1-ca", "peer0", 10));
    records().insertIfAbsent(certificate("org1-ca", "peer0", 9));
    Certificate root = records().insertIfAbsent(certificate("org1-ca", "org1-ca", 1));
    Certificate other = records().insertIfAbsent(certificate("org0-ca", "peer0", 1));

    // Then
    assertThat(records().newest(network, "org1-ca", "peer0")).contains(tenth);
    assertThat(records().newest(network, "org0-ca", "peer0")).contains(other);
    assertThat(records().newest(network, "org1-ca", "peer1")).isEmpty();
    assertThat(records().newest(network)).containsExactly(other, root, tenth);
  }

  @Test
  void keepsNetworksApart() {
    // Given
    NetworkId other = NetworkId.next();
    prepare(tenant, other);
    records().insertIfAbsent(certificate("org1-ca", "peer0", 1));

    // Then
    assertThat(records().newest(other)).isEmpty();
    assertThat(records().newest(other, "org1-ca", "peer0")).isEmpty();
  }

  @Test
  void whatIsRolledBackWasNeverThere() {
    // When
    rolledBack(
        () -> {
          records().insertIfAbsent(certificate("org1-ca", "peer0", 1));
          assertThat(records().newest(network)).hasSize(1);
        });

    // Then
    assertThat(records().newest(network)).isEmpty();
  }

  private Certificate certificate(String authority, String name, int generation) {
    return new Certificate(
        tenant,
        network,
        authority,
        name,
        generation,
        UUID.randomUUID().toString().replace("-", ""),
        NOT_BEFORE,
        NOT_BEFORE.plusSeconds(86_399),
        "-----BEGIN CERTIFICATE-----\n" + UUID.randomUUID() + "\n-----END CERTIFICATE-----\n");
  }
}
