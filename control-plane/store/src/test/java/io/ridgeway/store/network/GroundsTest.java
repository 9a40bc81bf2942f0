package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.store.network.Grounds.Ground;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroundsTest {
  private final NetworkId host = NetworkId.next();
  private final NetworkId guest = NetworkId.next();
  private final Grounds grounds = new Grounds();

  @Test
  void onlyWhatChangesAGuestsRouteIsNewsToIt() {
    // Given
    grounds.remember(guest, at("127.0.0.1"));

    // Then
    assertThat(grounds.guestsToTell(host, h -> Optional.of(at("127.0.0.1")))).isEmpty();
    assertThat(grounds.guestsToTell(host, h -> Optional.of(at("127.0.0.2"))))
        .containsExactly(guest);
    assertThat(grounds.guestsToTell(host, h -> Optional.of(at("127.0.0.2")))).isEmpty();
    assertThat(grounds.guestsToTell(guest, h -> Optional.of(at("127.0.0.3")))).isEmpty();
  }

  @Test
  void whoCanNotBeAskedAboutItsNodesMayHaveOthers() {
    // Given
    grounds.remember(guest, at("127.0.0.1"));

    // Then
    assertThat(
            grounds.guestsToTell(
                host,
                h -> {
                  throw new IllegalStateException("the database is away");
                }))
        .containsExactly(guest);
    assertThat(grounds.guestsToTell(host, h -> Optional.empty())).containsExactly(guest);
  }

  private Ground at(String address) {
    return new Ground(
        host,
        Map.of(new NodeName("peer-alpha-1"), Map.of("peer", new HostPort(address, 7051))),
        List.of());
  }
}
