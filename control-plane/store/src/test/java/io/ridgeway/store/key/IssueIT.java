package io.ridgeway.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.keys.CustodySettings;
import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.FileKek;
import io.ridgeway.keys.KeyRecords;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.keys.certificate.CustodyAuthority;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As the reconciler has identities made: keys, authority and certificate in one transaction. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IssueIT {
  @Inject KeyRecords keys;
  @Inject DataKeyRecords dataKeys;
  @Inject CertificateRecords certificates;
  @Inject ScopedTransactions transactions;
  @Inject World world;
  @Inject Clock clock;

  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();
  private EnvelopeCustody custody;
  private CertificateAuthority authorities;
  private Path directory;

  @BeforeEach
  void prepare() throws IOException {
    directory = Files.createTempDirectory("kek");
    world.make(tenant, network);
    Path kek = directory.resolve("kek");
    SecureRandom random = new SecureRandom();
    FileKek.create(kek, random);
    AtomicLong sequence = new AtomicLong();
    custody =
        new EnvelopeCustody(
            keys,
            dataKeys,
            FileKek.open(kek),
            entry -> sequence.incrementAndGet(),
            KeyAlgorithms.fastest(),
            random,
            clock,
            CustodySettings.of("instance-1"));
    authorities = new CustodyAuthority(custody, custody, custody, certificates, random, clock);
  }

  @AfterEach
  void clean() throws IOException {
    Files.delete(directory.resolve("kek"));
    Files.delete(directory);
  }

  @Test
  void whatIsMadeInATransactionSignsAndIsCertifiedInIt() {
    // When
    Certificate issued = transactions.asSystem(this::issue);
    // Then
    assertThat(transactions.asSystem(() -> authorities.list(network)))
        .extracting(Certificate::name)
        .containsExactly("org1-tlsca", "peer-1-tls");
    assertThat(transactions.asSystem(this::issue)).isEqualTo(issued);
  }

  @Test
  void whatIsRolledBackLeavesNothingAndIsMadeAgain() {
    // Given
    world.rolledBack(this::issue);
    assertThat(transactions.asSystem(() -> authorities.list(network))).isEmpty();
    assertThat(transactions.asSystem(() -> custody.list(network, Purpose.ISSUE))).isEmpty();
    // When
    Certificate issued = transactions.asSystem(this::issue);
    // Then
    assertThat(issued.generation()).isEqualTo(1);
  }

  private Certificate issue() {
    ManagedKey key = custody.ensure(tenant, network, Curve.P256, Purpose.TLS, "peer-1-tls");
    Authority authority =
        new Authority(
            tenant,
            network,
            "org1-tlsca",
            Curve.P256,
            Subject.of("org1-tlsca"),
            Duration.ofDays(3_650));
    return authorities.ensure(
        authority,
        new CertificateOrder(
            "peer-1-tls",
            Subject.of("peer-1"),
            CertificateUse.TLS,
            List.of("localhost", "127.0.0.1"),
            Duration.ofDays(365),
            new Holder.Custody(key.id())));
  }
}
