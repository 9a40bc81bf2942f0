package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.Faults.Death;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Certificates of 90 days, of authorities of 150, and the time goes by. */
class RenewalTest {
  private static final List<CityNodeId> FOUR =
      Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();
  private static final Duration UNTIL_DUE =
      FakeIdentities.LIFETIME.multipliedBy(2).dividedBy(3).plusHours(1);

  private final World world = World.ofChannel(FOUR).created();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void saysOnWhichDayTheFirstEndsAndNoMore() {
    // When
    reconciler.reconcile(world.network);
    // Then
    LocalDate day = LocalDate.ofInstant(World.BEGIN.plus(FakeIdentities.LIFETIME), ZoneOffset.UTC);
    assertThat(condition().status()).isEqualTo(Status.TRUE);
    assertThat(condition().reason()).isEqualTo("Valid");
    assertThat(condition().message())
        .isEqualTo("The first of its certificates ends on " + day + ".");
    Condition before = condition();
    world.run(reconciler, Duration.ofHours(1));
    assertThat(condition()).isEqualTo(before);
  }

  @Test
  void whatIsDueIsRenewedForTheSameKeysAndNodesTakeItInTurns() {
    // Given
    List<ManagedKey> keys = keys();
    int signed = world.store.custody.signed().size();
    world.clock.advance(UNTIL_DUE);
    Set<NodeName> restarted = new HashSet<>();

    // When
    for (int i = 0; i < 400; i++) {
      reconciler.reconcile(world.network);
      // Then
      assertThat(votersAway()).hasSizeLessThanOrEqualTo(1);
      restarted.addAll(votersAway());
      world.clock.advance(Duration.ofMillis(100));
    }
    assertThat(restarted).hasSize(4);
    assertThat(leaves()).hasSize(6).allMatch(c -> c.generation() == 2);
    assertThat(roots()).hasSize(2).allMatch(c -> c.generation() == 1);
    assertThat(keys()).isEqualTo(keys);
    assertThat(world.traces()).filteredOn(t -> t.startsWith("workload")).hasSize(5);
    assertThat(world.deployments())
        .flatMap(d -> d.workloads())
        .allMatch(w -> w.files().stream().anyMatch(f -> f.text().contains("number 2")));
    assertThat(condition().reason()).isEqualTo("Valid");
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.store.custody.signed()).hasSize(signed);
  }

  @Test
  void aRenewalConvergesWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    world.clock.advance(UNTIL_DUE);
    world.reconciler(all).reconcile(world.network);
    assertThat(all.passed)
        .contains("before " + FaultPort.RENEW_CERTIFICATE, "after " + FaultPort.RENEW_CERTIFICATE);
    for (int point = 0; point < all.passed.size(); point++) {
      World other = World.ofChannel(FOUR).created();
      other.clock.advance(UNTIL_DUE);
      // When
      try {
        other.reconciler(Faults.deathAt(point)).reconcile(other.network);
      } catch (Death death) {
        // That was the wish.
      }
      other.run(other.reconciler(), Duration.ofMinutes(2));
      // Then
      assertThat(other.certificates()).hasSize(8).allMatch(c -> c.generation() == renewed(c));
      assertThat(other.network().state()).isEqualTo(new Ready());
    }
  }

  private static int renewed(Certificate certificate) {
    return certificate.isRoot() ? 1 : 2;
  }

  @Test
  void whatEndsWithItsAuthorityIsNotRenewedAndSaid() {
    // Given: the second ones are cut short by their authorities' own end
    world.clock.advance(UNTIL_DUE.multipliedBy(2));
    world.run(reconciler, Duration.ofMinutes(1));
    assertThat(leaves()).allMatch(c -> c.generation() == 2);
    assertThat(leaves()).allMatch(c -> c.notAfter().equals(roots().get(0).notAfter()));
    // When
    world.clock.advance(Duration.ofDays(25));
    world.run(reconciler, Duration.ofMinutes(10));
    // Then
    assertThat(leaves()).allMatch(c -> c.generation() == 2);
    assertThat(condition().status()).isEqualTo(Status.TRUE);
    assertThat(condition().reason()).isEqualTo("Due");
    assertThat(condition().message())
        .contains(
            "To be renewed: sample-ca, sample-ca/sample-admin, sample-tlsca, "
                + "sample-tlsca/rpc-1-tls, sample-tlsca/validator-1-tls and 3 more.");
    // When
    world.clock.advance(Duration.ofDays(10));
    world.run(reconciler, Duration.ofMinutes(10));
    // Then
    assertThat(condition().status()).isEqualTo(Status.FALSE);
    assertThat(condition().reason()).isEqualTo("Expired");
    assertThat(leaves()).allMatch(c -> c.generation() == 2);
    assertThat(world.network().nodes()).allMatch(n -> n.phase().equals("RUNNING"));
  }

  @Test
  void whatExpiredWhileNobodyLookedIsRenewedAllTheSame() {
    // Given
    world.clock.advance(FakeIdentities.LIFETIME.plusDays(1));
    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(leaves()).allMatch(c -> c.generation() == 2);
    assertThat(condition().status()).isEqualTo(Status.TRUE);
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void aKeyThatIsLostIsToldAndHoldsUpNothing() {
    // Given
    world.store.runAsSystem(() -> world.store.custody.destroyAll(world.network));
    world.clock.advance(UNTIL_DUE);
    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(condition().reason()).isEqualTo("Due");
    assertThat(leaves()).allMatch(c -> c.generation() == 1);
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  private Condition condition() {
    return world.condition(Type.CERTIFICATES_VALID);
  }

  private List<Certificate> leaves() {
    return world.certificates().stream().filter(c -> !c.isRoot()).toList();
  }

  private List<Certificate> roots() {
    return world.certificates().stream().filter(Certificate::isRoot).toList();
  }

  private List<ManagedKey> keys() {
    return world.store.asSystem(() -> world.store.custody.living(world.network));
  }

  private List<NodeName> votersAway() {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .filter(w -> w.name().value().startsWith("validator"))
        .filter(w -> w.phase() != Phase.RUNNING)
        .map(ObservedWorkload::name)
        .toList();
  }
}
