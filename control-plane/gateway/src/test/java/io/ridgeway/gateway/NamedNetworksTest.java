package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.meter.Meters;
import io.ridgeway.gateway.submit.FakeSigner;
import io.ridgeway.gateway.submit.Submitter;
import io.ridgeway.gateway.submit.Tenures;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Networks whose nodes answer nobody without a name. */
class NamedNetworksTest {
  private static final String NAME = "gateway-tls";

  private final NetworkId network = NetworkId.next();
  private final TenantId tenant = TenantId.next();
  private final FakeSigner signer = new FakeSigner();
  private final FakePack pack =
      new FakePack(new FakeLedger(), Optional.of(NAME), new ArrayList<>());
  private final List<LedgerClient> retired = new ArrayList<>();
  private final Networks networks =
      new Networks(
          name -> pack,
          signer,
          new Meters("gateway-1", new FakeJournal(), Clock.systemUTC()),
          new Limits(
              "gateway-1",
              Optional.empty(),
              Optional.empty(),
              Clock.systemUTC(),
              Clock.systemUTC()),
          () -> new Submitter(signer, Tenures.alone(), Clock.systemUTC(), Runnable::run, 10),
          () -> new Desk(Runnable::run, 10),
          retired::add,
          Duration.ofSeconds(1),
          Clock.systemUTC());

  private NetworkRoute route(String... keys) {
    return new NetworkRoute(
            tenant,
            new Framework("fisco-bcos", "3.16"),
            true,
            10,
            new LedgerEndpoints(network, Map.of(), List.of(), new BirthRecord(Map.of())),
            Map.of(),
            Map.of())
        .with(Identities.of(List.of(keys).stream().map(this::key).toList(), List.of()));
  }

  private ManagedKey key(String name) {
    return new ManagedKey(
        KeyId.next(),
        tenant,
        network,
        name,
        Curve.RSA2048,
        Purpose.TRANSACTION,
        "30".repeat(256),
        Instant.EPOCH);
  }

  @Test
  void theGatewaySignsWithItsOwnNameAndWithNoOther() {
    // Given
    networks.put(network, route(NAME, "governor"));
    ToSign hello = new ToSign.Digest(new byte[32]);

    // When
    pack.named().get(0).sign(NAME, hello, "TLS with sealer-1");

    // Then
    assertThat(signer.reasons()).containsExactly("TLS with sealer-1, by the gateway");
    assertThatThrownBy(() -> pack.named().get(0).sign("governor", hello, "a proposal"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("gateway-tls alone");
    assertThat(signer.reasons()).hasSize(1);
  }

  @Test
  void otherIdentitiesNeedAnotherClient() {
    // Given
    NetworkRoute route = route(NAME);
    networks.put(network, route);

    // When
    networks.put(network, route.with(route(NAME).identities()));

    // Then
    assertThat(pack.named()).hasSize(2);
    assertThat(retired).hasSize(1);

    // When it is heard again as it was
    networks.put(network, networks.find(network.value()).route());

    // Then
    assertThat(pack.named()).hasSize(2);
  }
}
