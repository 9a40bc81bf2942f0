package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Placement;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What guests were priced by before their hosts' members were counted. */
@QuarkusTest
class ContractsByServiceIT extends StoreCase {
  private static final String MIGRATION = "/db/migration/V35__contracts_by_service.sql";
  private static final Map<String, Integer> SHARE = Map.of(NetworkSpec.SHARE, 1);
  private static final Map<String, Integer> CONTRACTS =
      Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 2);

  @Test
  void guestsAreCountedByTheHostsThatTheyLiveOn() throws IOException, SQLException {
    // Given
    TenantId tenant = signUp();
    NetworkId usual = host(tenant, Map.of());
    NetworkId three = host(tenant, Map.of("organisations", "alpha, beta,gamma"));
    NetworkId ofTwo = guest(tenant, CONTRACTS, Optional.of(usual));
    NetworkId ofThree = guest(tenant, CONTRACTS, Optional.of(three));
    NetworkId without = guest(tenant, SHARE, Optional.of(three));
    NetworkId waiting = guest(tenant, CONTRACTS, Optional.empty());
    String counted =
        "select count(*) from network where tenant_id = '"
            + tenant
            + "' and (spec->>'hostMembers')::int > 0";
    try (Connection superuser = Postgres.asSuperuser();
        Statement statement = superuser.createStatement()) {
      statement.executeUpdate(
          "update network set spec = spec - 'hostMembers' where tenant_id = '" + tenant + "'");
    }
    assertThat(really(counted)).containsExactly("0");

    // When
    migrate();

    // Then
    assertThat(members(ofTwo)).isEqualTo(2);
    assertThat(members(ofThree)).isEqualTo(3);
    assertThat(members(without)).isZero();
    assertThat(members(waiting)).isZero();
    assertThat(really(counted)).containsExactly("2");
  }

  private NetworkId host(TenantId tenant, Map<String, String> parameters) {
    return inserted(tenant, Tier.DEDICATED, Map.of("peer", 2), parameters);
  }

  private NetworkId guest(TenantId tenant, Map<String, Integer> nodes, Optional<NetworkId> host) {
    NetworkId id = inserted(tenant, Tier.SHARED, nodes, Map.of("organisations", "tea"));
    host.ifPresent(
        on ->
            transactions.runAsSystem(
                () -> {
                  Network network = networks.get(id);
                  Placement there = new Placement(Map.of(), List.of("there"), true);
                  networks.keep(network.with(network.made().hostedBy(on, there)));
                }));
    return id;
  }

  private NetworkId inserted(
      TenantId tenant, Tier tier, Map<String, Integer> nodes, Map<String, String> parameters) {
    NetworkId id = NetworkId.next();
    NetworkSpec spec =
        new NetworkSpec(
            "net-" + id,
            new Framework("fabric", "3.1"),
            tier,
            nodes,
            parameters,
            List.of(Samples.LOCAL),
            5,
            2);
    transactions.runInTenant(
        tenant, () -> networks.insert(Network.ordered(id, tenant, spec, clock.instant())));
    return id;
  }

  private int members(NetworkId id) {
    return transactions.asSystem(() -> networks.get(id)).spec().hostMembers();
  }

  /** Once more, over rows as they were before it; row-level security holds for it. */
  private static void migrate() throws IOException, SQLException {
    try (InputStream file = ContractsByServiceIT.class.getResourceAsStream(MIGRATION);
        Connection application = Postgres.asApplication();
        Statement statement = application.createStatement()) {
      application.setAutoCommit(false);
      statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      application.commit();
    }
  }
}
