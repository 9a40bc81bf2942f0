package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FakeCityNodeTest {
  private static final CityNodeId CITY = new CityNodeId("fake-1");
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2027-01-01T00:00:00Z"));
  private final FakeCityNode city = new FakeCityNode(CITY, clock);
  private final NetworkId network = NetworkId.next();

  @Test
  void aHookThatThrowsBeforeAWriteKeepsItFromHappening() {
    // Given
    CloudAdapter adapter = city.open();
    city.hook(
        new WriteHook() {
          @Override
          public void before(Write write, NetworkId of) {
            throw new IllegalStateException("crash before " + write);
          }
        });
    // When, Then
    assertThatThrownBy(() -> adapter.remove(network, new Fence(3)))
        .hasMessage("crash before REMOVE");
    assertThat(adapter.observe(network)).isEqualTo(new Observation(0, List.of()));
  }

  @Test
  void aHookThatThrowsAfterAWriteHidesThatItHappened() {
    // Given
    CloudAdapter adapter = city.open();
    city.hook(
        new WriteHook() {
          @Override
          public void after(Write write, NetworkId of) {
            throw new IllegalStateException("crash after " + write);
          }
        });
    // When, Then
    assertThatThrownBy(
            () ->
                adapter.apply(
                    new Deployment(network, CITY, List.of()), new Fence(3), k -> new byte[0]))
        .hasMessage("crash after APPLY");
    assertThat(adapter.observe(network)).isEqualTo(new Observation(3, List.of()));
  }

  @Test
  void addressesTakeTimeWhereTheTestSaysSo() {
    // Given
    CloudAdapter adapter = city.answerPending(1).open();
    // When, Then
    assertThat(adapter.reserve(network, NodeName.of("rpc", 1), List.of(), new Fence(1)))
        .isInstanceOf(Reservation.Pending.class);
    assertThat(adapter.reserve(network, NodeName.of("rpc", 1), List.of(), new Fence(1)))
        .isInstanceOf(Reservation.Settled.class);
  }

  @Test
  void aWorkloadStartsWithTheClock() {
    // Given
    Samples samples = new Samples(new FakeCloudAdapterTest().newCityNode());
    CloudAdapter adapter = city.startsAfter(Duration.ofSeconds(5)).open();
    adapter.apply(
        samples.deployment(network, samples.listening(NodeName.of("rpc", 1))),
        new Fence(1),
        k -> new byte[32]);
    // When
    Observation early = adapter.observe(network);
    clock.advance(Duration.ofSeconds(5));
    Observation later = adapter.observe(network);
    // Then
    assertThat(early.workloads().get(0).phase()).isEqualTo(Observation.Phase.STARTING);
    assertThat(later.workloads().get(0).phase()).isEqualTo(Observation.Phase.RUNNING);
    assertThat(later.workloads().get(0).since()).isEqualTo("2027-01-01T00:00:05Z");
  }

  @Test
  void theProviderIsFoundAndRemembersItsCityNodes() {
    // Given
    CloudAdapterProvider provider =
        ServiceLoader.load(CloudAdapterProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals("fake"))
            .findFirst()
            .orElseThrow();
    // When
    provider.open(AdapterContext.of(CITY, Map.of())).remove(network, new Fence(9));
    // Then
    assertThat(provider.open(AdapterContext.of(CITY, Map.of())).observe(network).fence())
        .isEqualTo(9);
  }
}
