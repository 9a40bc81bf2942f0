package io.ridgeway.reconciler.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.conformance.FakeCloudAdapterProvider;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CityNodeAdaptersTest {
  private static final CityNodeId GOOD = new CityNodeId("good");
  private static final CityNodeId BAD = new CityNodeId("bad");

  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final InMemoryStore store = new InMemoryStore();
  private final FakeCloudAdapterProvider fake = new FakeCloudAdapterProvider(clock);
  private final List<CityNodeId> opened = new ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CityNodeAdapters adapters =
      new CityNodeAdapters(
          List.of(new Recording(), new Hanging()),
          store,
          store.cityNodes,
          clock,
          Duration.ofMillis(500));

  @AfterEach
  void close() {
    never.countDown();
    adapters.close();
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
    assertThat(heard(GOOD).software()).containsExactly(new Software("sample", "1"));
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
  void anAdapterThatIsNotInstalledIsNamed() {
    // Given
    register(GOOD, "aws", Map.of());
    // When, Then
    assertThatThrownBy(() -> at(GOOD, CloudAdapter::capacity))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessage(
            "City node good needs the cloud adapter aws, which is not installed; there are: hanging, recording.");
    assertThatThrownBy(() -> at(BAD, CloudAdapter::capacity))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("bad is not registered");
  }

  @Test
  void twoAdaptersOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                new CityNodeAdapters(
                    List.of(fake, fake), store, store.cityNodes, clock, Duration.ofSeconds(1)))
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
    return adapters.at(adapters.registration(id), work);
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
