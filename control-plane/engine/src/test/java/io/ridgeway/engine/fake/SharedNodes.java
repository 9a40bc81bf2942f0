package io.ridgeway.engine.fake;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Resources;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A standing network of an operator's that takes guests, of two members ({@code alpha}, {@code
 * beta}), at a city node that runs jars of tenants.
 */
public final class SharedNodes {
  private static final Framework FABRIC = new Framework("fabric", "3.1");

  /** The standing network. */
  public final NetworkId host = NetworkId.next();

  private final Office office;
  private final TenantId operators;

  public SharedNodes(Office office) {
    this.office = office;
    Actor hana = Office.person("hana");
    operators = office.tenants.signUp(hana, "Standing Nodes", "US").id();
    office.framework.name = FABRIC.name();
    office.framework.carries = true;
    office.framework.organisations = List.of("alpha", "beta");
    hears(ForeignCode.Kind.JAR.software());
    stands(host, "standing", Map.of());
    word(new Hosting(5, true));
  }

  /** Another one there that takes guests, of these members, comma-separated. */
  public NetworkId another(String members) {
    NetworkId other = NetworkId.next();
    stands(other, "other", Map.of("organisations", members));
    change(other, n -> n.with(n.made().hosting(new Hosting(5, true))));
    return other;
  }

  private void stands(NetworkId id, String name, Map<String, String> parameters) {
    live(
        operators,
        id,
        new NetworkSpec(
            name,
            FABRIC,
            Tier.DEDICATED,
            Map.of("validator", 4),
            parameters,
            List.of(Office.CITY),
            10,
            30));
    change(
        id,
        n ->
            n.with(
                n.made()
                    .placed(
                        new Placement(
                            Map.of(new NodeName("validator-1"), Office.CITY), List.of(), true),
                        OneFramework.SOFTWARE)));
  }

  /** An order of the shared tier with so many contracts of its own. */
  public static NetworkSpec order(String name, int contracts) {
    return new NetworkSpec(
        name, FABRIC, Tier.SHARED, counts(contracts), Map.of(), List.of(Office.CITY), 5, 2);
  }

  /** Its nodes. */
  public static Map<String, Integer> counts(int contracts) {
    return contracts == 0
        ? Map.of(NetworkSpec.SHARE, 1)
        : Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, contracts);
  }

  /** It has come to its host, and works; nothing is under way. */
  public void arrived(NetworkId guest) {
    change(
        guest,
        n -> n.with(n.made().hostedBy(host, new Placement(Map.of(), List.of("there"), true))));
    office.finish(guest);
    change(guest, n -> n.with(new Ready()));
  }

  /** The operator's word on guests. */
  public void word(Hosting word) {
    change(host, n -> n.with(n.made().hosting(word)));
  }

  /** What the city node runs beside the framework. */
  public void hears(Software... besides) {
    Resources plenty = new Resources(64_000, 65_536, 1_000);
    Set<Software> all = new HashSet<>(List.of(besides));
    all.add(OneFramework.SOFTWARE);
    office.store.runAsSystem(
        () ->
            office.store.cityNodes.heard(
                Office.CITY,
                new Heard(new Capacity(plenty, plenty), all, office.clock.instant(), "")));
  }

  /** Changes what is kept of a network. */
  public void change(NetworkId id, UnaryOperator<Network> how) {
    office.store.runAsSystem(
        () -> office.store.networks.keep(how.apply(office.store.networks.get(id))));
  }

  private void live(TenantId tenant, NetworkId id, NetworkSpec spec) {
    office.store.runInTenant(
        tenant,
        () -> {
          office.store.networks.insert(Network.ordered(id, tenant, spec, office.clock.instant()));
          office.store.operations.insert(
              Operation.begun(tenant, id, Operation.Kind.CREATE, office.clock.instant()));
        });
    office.finish(id);
    change(id, n -> n.with(new Ready()));
  }
}
