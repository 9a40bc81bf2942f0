package io.ridgeway.store.testing;

import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.PricedSpec;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Rater;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as they usually are. */
public final class Samples {
  public static final CityNodeId LOCAL = new CityNodeId("local-1");

  private Samples() {}

  public static Tenant tenant(Instant now) {
    return new Tenant(TenantId.next(), "Fuji Tea", "CN", Tenant.Verification.UNVERIFIED, now);
  }

  public static NetworkSpec spec(String name) {
    return new NetworkSpec(
        name,
        new Framework("ethereum", "qbft-1"),
        Tier.DEDICATED,
        Map.of("validator", 4, "rpc", 1),
        Map.of("blockSeconds", "1"),
        List.of(LOCAL),
        10,
        10);
  }

  /** Each has a name of its own. */
  public static Network network(TenantId tenant, Instant now) {
    NetworkId id = NetworkId.next();
    return Network.ordered(id, tenant, spec("tea-" + id), now);
  }

  public static Operation creation(Network network, Instant now) {
    return new Operation(
        OperationId.next(),
        network.tenant(),
        network.id(),
        Operation.Kind.CREATE,
        Operation.State.RUNNING,
        List.of(Operation.Step.pending("place")),
        "",
        now,
        Optional.empty());
  }

  /** Each has a digest of its own. */
  public static GatewayCredential credential(Network network, Instant now) {
    CredentialId id = CredentialId.next();
    return new GatewayCredential(
        id,
        network.tenant(),
        network.id(),
        "shop",
        "digest of " + id,
        "rw_abcde",
        now,
        Optional.empty());
  }

  public static Quote quote(TenantId tenant, NetworkSpec spec, Instant now) {
    return new Quote(
        QuoteId.next(),
        tenant,
        spec,
        Rater.offer(PriceBooks.shipped().at(now), PricedSpec.of(spec), Term.ANNUAL, "USD"),
        false,
        Optional.empty(),
        now,
        now.plus(Duration.ofDays(14)));
  }

  public static CityNode cityNode() {
    return new CityNode(
        LOCAL, "Here", "US", "US", "operator", "local", 1_000, CityNode.State.ACTIVE);
  }
}
