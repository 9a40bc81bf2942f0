package io.ridgeway.model.network;

import io.ridgeway.model.Ids;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tenant asks for. A spec that exists has the right shape; whether its framework can build
 * it is the pack's to say ({@code FrameworkPack.check}).
 *
 * @param name the tenant's name for it, a DNS label of at most 32 characters, unique within the
 *     tenant
 * @param framework the pack and version
 * @param tier whose nodes
 * @param nodes role to count, for example {@code validator: 4, rpc: 1}; counts 0 to 100
 * @param parameters the pack's parameters by name, as its {@code params.schema.json} has them;
 *     values as text
 * @param cityNodes where its nodes may be placed, in order of preference; at least one
 * @param tps transactions (gateway calls) a second that are bought, 1 to 100,000
 * @param storageGib storage of each node in GiB, 1 to 65,536
 * @param jurisdictions under whose law alone nodes may be placed (ISO 3166-1 alpha-2); empty for
 *     that of whatever city node was chosen
 * @param acceptsNoSiteLoss whether its tenant accepted, with the order, that the loss of one city
 *     node may stop it
 * @param hostMembers at how many of its host's members each contract of its own runs as a service,
 *     which is what it is priced by; 0 where it has no such contracts, or no host was looked for
 */
public record NetworkSpec(
    String name,
    Framework framework,
    Tier tier,
    Map<String, Integer> nodes,
    Map<String, String> parameters,
    List<CityNodeId> cityNodes,
    int tps,
    int storageGib,
    Set<String> jurisdictions,
    boolean acceptsNoSiteLoss,
    int hostMembers) {
  /**
   * The one role of a network of the shared tier, once: it has no nodes, but a share of others'.
   */
  public static final String SHARE = "share";

  /**
   * Beside {@link #SHARE}, an add-on: how many contracts of its own a network of the shared tier
   * may run at once. They run as services that are placed for it.
   */
  public static final String CONTRACT = "contract";

  /** How long a parameter's value may be, in characters: twenty certificate requests fit. */
  public static final int LONGEST_VALUE = 8192;

  /** Before a host was looked for. */
  public NetworkSpec(
      String name,
      Framework framework,
      Tier tier,
      Map<String, Integer> nodes,
      Map<String, String> parameters,
      List<CityNodeId> cityNodes,
      int tps,
      int storageGib,
      Set<String> jurisdictions,
      boolean acceptsNoSiteLoss) {
    this(
        name,
        framework,
        tier,
        nodes,
        parameters,
        cityNodes,
        tps,
        storageGib,
        jurisdictions,
        acceptsNoSiteLoss,
        0);
  }

  /** Under any law, and nothing accepted. */
  public NetworkSpec(
      String name,
      Framework framework,
      Tier tier,
      Map<String, Integer> nodes,
      Map<String, String> parameters,
      List<CityNodeId> cityNodes,
      int tps,
      int storageGib) {
    this(name, framework, tier, nodes, parameters, cityNodes, tps, storageGib, Set.of(), false);
  }

  public NetworkSpec {
    Ids.label("network name", name, 32);
    nodes = java.util.Collections.unmodifiableMap(counts(tier, nodes));
    parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    cityNodes = List.copyOf(cityNodes);
    jurisdictions = java.util.Collections.unmodifiableSet(new TreeSet<>(jurisdictions));
    if (nodes.isEmpty() || nodes.size() > 16) {
      throw new IllegalArgumentException("a network has 1 to 16 roles of nodes");
    }
    nodes.forEach(
        (role, count) -> {
          Ids.label("node role", role, 32);
          if (count < 0 || count > 100) {
            throw new IllegalArgumentException("nodes." + role + " must be 0 to 100");
          }
        });
    if (parameters.size() > 64
        || parameters.entrySet().stream()
            .anyMatch(e -> e.getKey().length() > 64 || e.getValue().length() > LONGEST_VALUE)) {
      throw new IllegalArgumentException(
          "a network has at most 64 parameters, names of 64 and values of "
              + LONGEST_VALUE
              + " characters at most");
    }
    if (cityNodes.isEmpty() || cityNodes.size() > 64) {
      throw new IllegalArgumentException("choose 1 to 64 city nodes");
    }
    if (tps < 1 || tps > 100_000) {
      throw new IllegalArgumentException("tps must be 1 to 100000");
    }
    if (storageGib < 1 || storageGib > 65_536) {
      throw new IllegalArgumentException("storageGib must be 1 to 65536");
    }
    if (jurisdictions.size() > 64 || jurisdictions.stream().anyMatch(j -> !j.matches("[A-Z]{2}"))) {
      throw new IllegalArgumentException(
          "jurisdictions are at most 64, each two capital letters (ISO 3166-1)");
    }
    if (hostMembers < 0 || hostMembers > 100) {
      throw new IllegalArgumentException("hostMembers must be 0 to 100");
    }
    if (tier != Tier.SHARED || nodes.getOrDefault(CONTRACT, 0) == 0) {
      hostMembers = 0;
    }
  }

  /** No contracts of its own are said in one way. */
  private static Map<String, Integer> counts(Tier tier, Map<String, Integer> nodes) {
    Map<String, Integer> counts = new TreeMap<>(nodes);
    if (tier == Tier.SHARED) {
      counts.remove(CONTRACT, 0);
    }
    return counts;
  }

  /** Whether nodes may be placed under the law of {@code jurisdiction}. */
  public boolean allows(String jurisdiction) {
    return jurisdictions.isEmpty() || jurisdictions.contains(jurisdiction);
  }

  /** The same, under these laws alone. */
  public NetworkSpec under(Set<String> laws) {
    return agreed(laws, acceptsNoSiteLoss, hostMembers);
  }

  /** The same, with what its tenant accepted. */
  public NetworkSpec accepting(boolean noSiteLoss) {
    return agreed(jurisdictions, noSiteLoss, hostMembers);
  }

  /** The same, with contracts of its own that run at each of so many members of its host. */
  public NetworkSpec servedBy(int members) {
    return agreed(jurisdictions, acceptsNoSiteLoss, members);
  }

  private NetworkSpec agreed(Set<String> laws, boolean noSiteLoss, int members) {
    return new NetworkSpec(
        name,
        framework,
        tier,
        nodes,
        parameters,
        cityNodes,
        tps,
        storageGib,
        laws,
        noSiteLoss,
        members);
  }

  /** The same network, after its order changed. */
  public NetworkSpec becoming(
      Framework version,
      Map<String, Integer> counts,
      Map<String, String> values,
      List<CityNodeId> places,
      int calls,
      int gib) {
    return new NetworkSpec(
        name,
        version,
        tier,
        counts,
        values,
        places,
        calls,
        gib,
        jurisdictions,
        acceptsNoSiteLoss,
        hostMembers);
  }

  /** The same with as many nodes of each role. */
  public NetworkSpec with(Map<String, Integer> counts) {
    return becoming(framework, counts, parameters, cityNodes, tps, storageGib);
  }

  /** Whether it lives on the nodes of another network. */
  public boolean isGuest() {
    return tier == Tier.SHARED;
  }

  /** How many contracts of its own it may run at once in the shared tier; 0 in the dedicated. */
  public int ownContracts() {
    return isGuest() ? nodes.getOrDefault(CONTRACT, 0) : 0;
  }

  /** How many nodes in all; a share counts as one, and contracts that run beside it as none. */
  public int nodeCount() {
    return nodes.values().stream().mapToInt(Integer::intValue).sum() - ownContracts();
  }
}
