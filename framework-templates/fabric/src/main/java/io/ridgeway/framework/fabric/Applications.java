package io.ridgeway.framework.fabric;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.fabric.client.FabricClient;
import io.ridgeway.framework.fabric.client.Organisation;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The channel's applications: who they are, and the way to the peers. */
final class Applications {
  private Applications() {}

  /**
   * A client of the channel, by the peers that can be reached and whose authority is known.
   *
   * @param endpoints as the gateway knows them
   * @param clock the peers' time
   */
  static FabricClient client(LedgerEndpoints endpoints, Clock clock) {
    Map<String, List<HostPort>> peers =
        endpoints.nodes().entrySet().stream()
            .filter(node -> node.getValue().containsKey(Roles.GOSSIP))
            .collect(
                groupingBy(
                    node -> Topology.owner(node.getKey()),
                    mapping(node -> node.getValue().get(Roles.GOSSIP), toList())));
    Map<String, Organisation> organisations = new TreeMap<>();
    peers.forEach(
        (owner, addresses) -> {
          String authority = endpoints.authorities().get(FabricIdentities.tlsAuthority(owner));
          if (authority != null) {
            organisations.put(owner, new Organisation(authority, addresses));
          }
        });
    return new FabricClient(Born.channel(endpoints.birth()), organisations, clock);
  }

  /** A client of the organisation that is asked for, or of the first that doesn't only watch. */
  static Enrolment enrolment(NetworkSpec spec, String key, Optional<String> organisation) {
    String owner = organisation(organisations(spec), organisation);
    return new Enrolment(
        owner,
        FabricIdentities.members(owner, roots(spec)),
        Subject.of(key).in(owner).inUnit("client"),
        FabricIdentities.MEMBER);
  }

  private static Map<String, String> roots(NetworkSpec spec) {
    return spec.isGuest() ? Map.of() : new TopologyCheck(spec).roots();
  }

  /**
   * The organisation of that name, or the first that doesn't only watch.
   *
   * @throws Refusal if there is none of that name
   */
  static String organisation(Topology topology, Optional<String> wanted) {
    return organisation(organisations(topology), wanted);
  }

  private static String organisation(List<String> names, Optional<String> wanted) {
    String owner = wanted.orElse(names.get(0));
    if (!names.contains(owner)) {
      throw new Refusal(
          ProblemType.INVALID,
          "The network has no organisation of that name: choose one of "
              + String.join(", ", names)
              + ".");
    }
    return owner;
  }

  /** Those whose applications there can be; who takes part before who only watches. */
  private static List<String> organisations(NetworkSpec spec) {
    return spec.isGuest()
        ? List.of(new GuestSpec(spec).organisation())
        : organisations(Topology.of(spec));
  }

  private static List<String> organisations(Topology topology) {
    return topology.organisations().stream()
        .sorted(Comparator.comparing(Topology.Organisation::observes))
        .map(Topology.Organisation::name)
        .toList();
  }

  /** Fabric's own name for a key: its subject key identifier. */
  static String account(String publicKey) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 4);
      return HexFormat.of().formatHex(sha256.digest(HexFormat.of().parseHex(publicKey)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
