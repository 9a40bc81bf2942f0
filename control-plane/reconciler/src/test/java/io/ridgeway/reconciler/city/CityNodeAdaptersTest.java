package io.ridgeway.reconciler.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.conformance.FakeCloudAdapterProvider;
import io.ridgeway.engine.backup.FileSites;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CityNodeAdaptersTest {
  private static final CityNodeId GOOD = new CityNodeId("good");
  private static final CityNodeId BAD = new CityNodeId("bad");
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofMillis(1_500), 2, Duration.ofMillis(500), Duration.ofMinutes(5));

  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final InMemoryStore store = new InMemoryStore();
  private final FakeCloudAdapterProvider fake = new FakeCloudAdapterProvider(clock);
  private final List<CityNodeId> opened = new ArrayList<>();
  private final List<AdapterContext> contexts = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CityNodeAdapters adapters =
      new CityNodeAdapters(
          new AdapterProviders(List.of(new Recording(), new Hanging())),
          new CityNodeAdapters.Ports(
              store,
              store.cityNodes,
              store.cityNodeCredentials,
              store.networks,
              store.schedule,
              clock,
              threads,
              Duration.ofMillis(500),
              LIMITS));

  @AfterEach
  void close() {
    never.countDown();
    adapters.close();
    threads.shutdown();
  }

  @Test
  void anAdapterIsOpenedOnceAndAnewWhenTheRegistrationChanges() {
    // Given
    register(GOOD, "recording", Map.of());
    at(GOOD, CloudAdapter::capacity);
    CloudAdapter first = at(GOOD, a -> a);
    // When
    register(GOOD, "recording", Map.of("range", "127.0.1.0/24"));
    at(GOOD, CloudAdapter::capacity);
    // Then
    assertThat(opened).containsExactly(GOOD, GOOD);
    assertThatThrownBy(first::capacity).hasMessageContaining("closed");
  }

  @Test
  void whoComesWithARegistrationOfBeforeGetsTheAdapterOfNow() {
    // Given
    register(GOOD, "recording", Map.of());
    CityNodeEntry before = adapters.registration(GOOD);
    at(GOOD, CloudAdapter::capacity);
    register(GOOD, "recording", Map.of("range", "127.0.1.0/24"));
    CloudAdapter now = at(GOOD, a -> a);
    // When
    CloudAdapter given = adapters.at(before, NetworkId.next(), a -> a);
    // Then
    assertThat(given).isSameAs(now);
    assertThat(opened).containsExactly(GOOD, GOOD);
  }

  @Test
  void whatIsHeardIsKeptAndADeadOneKillsNoOther() {
    // Given
    register(BAD, "hanging", Map.of());
    register(GOOD, "recording", Map.of());
    // When
    adapters.hearAll();
    // Then
    assertThat(heard(BAD).problem()).contains("did not answer");
    assertThat(heard(GOOD).problem()).isEmpty();
    assertThat(heard(GOOD).at()).isEqualTo(clock.instant());
    assertThat(heard(GOOD).software())
        .containsExactlyInAnyOrder(new Software("sample", "1"), FileSites.FILES);
    assertThat(heard(GOOD).capacity().free().cpuMillis()).isEqualTo(64_000);
  }

  @Test
  void oneThatDiesKeepsItsLastFigures() {
    // Given
    register(GOOD, "recording", Map.of());
    adapters.hearAll();
    Heard before = heard(GOOD);
    // When
    clock.advance(Duration.ofSeconds(10));
    register(GOOD, "hanging", Map.of());
    adapters.hearAll();
    // Then
    assertThat(heard(GOOD).capacity()).isEqualTo(before.capacity());
    assertThat(heard(GOOD).software()).isEqualTo(before.software());
    assertThat(heard(GOOD).problem()).isNotEmpty();
  }

  @Test
  void theAdapterOfOneThatIsRemovedIsClosedAndTheOthersAreKept() throws Exception {
    // Given
    register(GOOD, "recording", Map.of());
    register(BAD, "recording", Map.of());
    CloudAdapter kept = at(GOOD, a -> a);
    CloudAdapter removed = at(BAD, a -> a);
    store.runAsSystem(() -> store.cityNodes.remove(BAD));

    // When
    adapters.hearAll();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    // Then
    assertThatThrownBy(removed::capacity).hasMessageContaining("closed");
    assertThat(kept.capacity()).isNotNull();
  }

  @Test
  void anAdapterThatIsNotInstalledIsNamed() {
    // Given
    register(GOOD, "aws", Map.of());
    // When, Then
    assertThatThrownBy(() -> at(GOOD, CloudAdapter::capacity))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessage(
            "City node good needs the cloud adapter aws, which is not installed; there are:"
                + " hanging, recording.");
    assertThatThrownBy(() -> at(BAD, CloudAdapter::capacity))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("bad is not registered");
  }

  @Test
  void aCityNodeThatHangsCostsItsCallersADeadlineAndThenNothing() {
    // Given
    register(BAD, "hanging", Map.of());
    register(GOOD, "recording", Map.of());
    NetworkId waiting = NetworkId.next();
    CityNodeEntry bad = adapters.registration(BAD);
    assertThatThrownBy(() -> adapters.at(bad, waiting, CloudAdapter::capacity))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("did not answer within");

    // When, Then: its end is waited for before it is asked for the same network again
    assertThatThrownBy(() -> adapters.at(bad, waiting, CloudAdapter::capacity))
        .hasMessageContaining("an earlier call for this network");
    assertThatThrownBy(() -> at(BAD, CloudAdapter::capacity))
        .hasMessageContaining("did not answer within");
    // and once every place is taken by a call that hangs, nobody waits any more
    long before = System.nanoTime();
    assertThatThrownBy(() -> at(BAD, CloudAdapter::capacity)).hasMessageContaining("hangs");
    assertThat(at(GOOD, CloudAdapter::capacity)).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMITS.deadline());
  }

  @Test
  void aCityNodeThatIsRegisteredAnewIsAskedAnewThoughItHung() {
    // Given
    register(BAD, "hanging", Map.of());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> at(BAD, CloudAdapter::capacity))
          .isInstanceOf(AdapterException.Unreachable.class);
    }

    // When
    register(BAD, "recording", Map.of());

    // Then
    assertThat(at(BAD, CloudAdapter::capacity)).isNotNull();
  }

  @Test
  void anAdapterIsGivenItsOwnCityNodesSecretsAsTheyAreNow() {
    // Given
    register(GOOD, "recording", Map.of());
    store.cityNodeCredentials.set(GOOD, "kubeconfig", "first");
    store.cityNodeCredentials.set(BAD, "kubeconfig", "of another");
    at(GOOD, CloudAdapter::capacity);
    AdapterContext context = contexts.get(0);
    assertThat(context.credentials().get("kubeconfig")).contains("first");

    // When
    store.cityNodeCredentials.set(GOOD, "kubeconfig", "second");

    // Then
    assertThat(context.credentials().get("kubeconfig")).contains("second");
    assertThat(context.credentials().get("token")).isEmpty();
    assertThat(opened).containsExactly(GOOD);
  }

  @Test
  void aNetworkThatAnAdapterTellsOfIsReconciledWhateverElseItTellsOf() throws Exception {
    // Given
    NetworkId known = ordered();
    register(GOOD, "recording", Map.of());
    at(GOOD, CloudAdapter::capacity);

    // When
    contexts.get(0).changed().accept(NetworkId.next());
    contexts.get(0).changed().accept(known);

    // Then
    assertThat(nextDue()).containsExactly(known);
  }

  @Test
  void itsNetworksAreWokenWhenACityNodeFallsSilent() throws Exception {
    // Given
    NetworkId known = ordered();
    register(GOOD, "recording", Map.of());
    adapters.hearAll();
    adapters.hearAll();
    assertThat(dueNetworks()).isEmpty();
    // When
    register(GOOD, "hanging", Map.of());
    adapters.hearAll();
    // Then
    assertThat(nextDue()).containsExactly(known);
  }

  @Test
  void itsNetworksAreWokenWhenACityNodeIsHeardAgain() throws Exception {
    // Given
    NetworkId known = ordered();
    register(GOOD, "hanging", Map.of());
    adapters.hearAll();
    adapters.hearAll();
    assertThat(dueNetworks()).isEmpty();
    // When
    register(GOOD, "recording", Map.of());
    adapters.hearAll();
    // Then
    assertThat(nextDue()).containsExactly(known);
  }

  private NetworkId ordered() {
    NetworkId known = NetworkId.next();
    TenantId tenant = TenantId.next();
    NetworkSpec spec =
        new NetworkSpec(
            "one",
            new Framework("sample-ledger", "1"),
            Tier.DEDICATED,
            Map.of("validator", 4),
            Map.of(),
            List.of(GOOD),
            10,
            10);
    store.runInTenant(
        tenant, () -> store.networks.insert(Network.ordered(known, tenant, spec, clock.instant())));
    return known;
  }

  private List<NetworkId> nextDue() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (dueNetworks().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return dueNetworks();
  }

  private List<NetworkId> dueNetworks() {
    return store.asSystem(() -> store.schedule.dueNetworks());
  }

  @Test
  void twoAdaptersOfOneNameAreRefused() {
    assertThatThrownBy(() -> new AdapterProviders(List.of(fake, fake)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fake");
  }

  private void register(CityNodeId id, String adapter, Map<String, String> configuration) {
    store.runAsSystem(
        () ->
            store.cityNodes.put(
                new CityNode(
                    id, "Nowhere", "CN", "CN", "nobody", adapter, 10, CityNode.State.ACTIVE),
                configuration));
  }

  private <T> T at(CityNodeId id, Function<CloudAdapter, T> work) {
    return adapters.at(adapters.registration(id), NetworkId.next(), work);
  }

  private Heard heard(CityNodeId id) {
    return store.asSystem(() -> store.cityNodes.find(id)).orElseThrow().heard().orElseThrow();
  }

  private abstract static class Named implements CloudAdapterProvider {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return "For this test";
    }

    @Override
    public String configurationSchema() {
      return "{}";
    }
  }

  private final class Recording extends Named {
    Recording() {
      super("recording");
    }

    @Override
    public CloudAdapter open(AdapterContext context) {
      opened.add(context.cityNode());
      contexts.add(context);
      return fake.open(AdapterContext.of(context.cityNode(), Map.of()));
    }
  }

  /** Never gets through to its city node. */
  private final class Hanging extends Named {
    Hanging() {
      super("hanging");
    }

    @Override
    public CloudAdapter open(AdapterContext context) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new AdapterException.Unreachable("gone", null);
    }
  }
}
