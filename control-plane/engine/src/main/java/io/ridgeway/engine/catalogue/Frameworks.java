package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.explorer.Interface;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the engine asks of the framework packs. */
public interface Frameworks {
  /** Every pack that is there; their {@code cityNodes} are empty. */
  List<FrameworkOffer> all();

  /** What keeps the spec from being built by its framework, wherever it is placed. */
  List<Violation> check(NetworkSpec spec);

  /** What is wrong besides with a network that is to begin; it passes {@link #check}. */
  default List<Violation> checkBirth(NetworkSpec spec) {
    return List.of();
  }

  /**
   * What keeps the spec from being placed at its city nodes as they were last heard: software,
   * capacity. The spec has passed {@link #check}.
   */
  Feasibility place(NetworkSpec spec, List<CityNodeEntry> cityNodes);

  /**
   * What keeps the nodes that are to come to a network from being placed: as {@link
   * #place(NetworkSpec, List)}, and who has a place keeps it.
   */
  Feasibility place(NetworkSpec spec, Made made, List<CityNodeEntry> cityNodes);

  /**
   * What keeps the services of contracts that a guest brought from being placed, as {@link
   * #place(NetworkSpec, Made, List)}.
   *
   * @param host the spec of the network on whose nodes it lives
   * @param cityNodes those where its host is
   */
  default Feasibility placeBeside(
      NetworkSpec guest, Made made, NetworkSpec host, List<CityNodeEntry> cityNodes) {
    return place(guest, made, cityNodes);
  }

  /**
   * What keeps a network that runs from becoming what another spec says. Both pass {@link #check}.
   */
  List<Violation> checkChange(NetworkSpec from, NetworkSpec to);

  /**
   * What it can't be used for on the way there, and about how long; empty if it is used on
   * throughout.
   */
  default Optional<String> interruption(NetworkSpec from, NetworkSpec to) {
    return Optional.empty();
  }

  /** The authorities of whom a network of that spec has; none where nobody is certified. */
  default List<Authority> authorities(Network network, NetworkSpec spec) {
    return List.of();
  }

  /** Which nodes come and go for a network to become what another spec says. */
  Roster toward(NetworkSpec from, Roster now, NetworkSpec to);

  /** Why no network of the shared tier can live on that one's nodes; empty if some can. */
  default Optional<String> hostingObstacle(NetworkSpec host) {
    return Optional.of("Its framework has no shared tier.");
  }

  /** Why that guest can't live on that host's nodes; empty if it can. */
  default Optional<String> hostingObstacle(NetworkSpec guest, NetworkSpec host) {
    return hostingObstacle(host);
  }

  /** How many guests the storage of a host's nodes bears at most. */
  default int hostingRoom(NetworkSpec host) {
    return Integer.MAX_VALUE;
  }

  /** Why what guests left can't be removed from that host's nodes in a window; empty if it can. */
  default Optional<String> windowObstacle(NetworkSpec host) {
    return hostingObstacle(host);
  }

  /**
   * What can't be used of such a host while its nodes are stopped one at a time; empty if all is.
   */
  default Optional<String> windowInterruption(NetworkSpec host) {
    return Optional.empty();
  }

  /** The host that a guest's order names, one of its tenant's own; empty if any will do. */
  default Optional<NetworkId> hostOf(NetworkSpec guest) {
    return Optional.empty();
  }

  /** The roles of that framework's nodes that can be replaced. */
  Set<String> replaceableRoles(String framework);

  /** Why a network's certificates can't be renewed while it runs; empty if they can. */
  default Optional<String> whyNotRotated(NetworkSpec spec) {
    return Optional.empty();
  }

  /** Why a network's nodes of that role can't be backed up and restored; empty if they can. */
  default Optional<String> whyNotBackedUp(NetworkSpec spec, String role) {
    return Optional.of("Its framework has no backups.");
  }

  /** Why a network's history can't be archived; empty if it can. */
  default Optional<String> whyNotArchived(NetworkSpec spec) {
    return Optional.of("Its framework has no archives.");
  }

  /** Whether applications may speak BSN's protocol with that framework's networks. */
  default boolean speaksBsn(String framework) {
    return false;
  }

  /** What kind of key applications sign with on that framework's ledgers; empty if they can't. */
  Optional<Curve> applicationKeys(String framework);

  /** The same on the ledger of a network of that spec. */
  default Optional<Curve> applicationKeys(NetworkSpec spec) {
    return applicationKeys(spec.framework().name());
  }

  /**
   * The account that a managed key has on that framework's ledgers; empty if it isn't of the kind
   * that applications sign with.
   */
  Optional<String> account(String framework, ManagedKey key);

  /**
   * A contract's function as keys' policies know it on that framework's ledgers.
   *
   * @throws IllegalArgumentException if it can't be one
   */
  default String functionOf(String framework, String function) {
    return function;
  }

  /** Whether transactions of that framework's ledgers pay. */
  default boolean pays(String framework) {
    return false;
  }

  /** Whether an application's key may have that name; some are kept for administrators. */
  boolean namesApplications(String framework, String key);

  /**
   * How an application's key becomes known to a network's ledger; empty where a key is all that it
   * asks for.
   *
   * @param key its name
   * @param organisation whose application it is; empty for the usual one
   * @throws io.ridgeway.model.problem.Refusal if the network has no such organisation
   */
  Optional<Membership> membership(Network network, String key, Optional<String> organisation);

  /** The same of an application that holds its own key and comes to the nodes itself. */
  default Optional<Membership> clientMembership(
      Network network, String name, Optional<String> organisation) {
    return membership(network, name, organisation);
  }

  /** Why certificates of a network's applications can't be revoked; empty if they can. */
  default Optional<String> whyNotRevoked(NetworkSpec spec) {
    return Optional.empty();
  }

  /**
   * The names of the certificates by which a network's own nodes and administrators are known, as
   * far as that authority certifies them; no application's.
   */
  default Set<String> certificates(Network network, String authority) {
    return Set.of();
  }

  /**
   * The organisations that the endorsement of a tenant's own contract may name, sorted; empty where
   * networks take none this way.
   */
  default List<String> endorsers(NetworkSpec spec) {
    return List.of();
  }

  /** Why a network takes no more contracts of tenants; empty if it does, or none ever do. */
  default Optional<String> whyNoContracts(NetworkSpec spec) {
    return Optional.empty();
  }

  /** The contract that a network is born with, if it is: number 1, sequence 1. */
  default Optional<BornContract> bornContract(NetworkSpec spec) {
    return Optional.empty();
  }

  /** How that framework's contracts keep data from most members; empty if they can't. */
  default Optional<PrivateRules> privateRules(String framework) {
    return Optional.empty();
  }

  /** What keeps things from being frozen on that framework's ledgers; empty if they never are. */
  default Optional<FreezeRules> freezeRules(String framework) {
    return Optional.empty();
  }

  /** What a framework says of freezing. The birth record is a network's own: {@link Made#birth}. */
  interface FreezeRules {
    /** Why nothing can be frozen on such a ledger; empty if it can. */
    Optional<String> obstacle(Map<String, String> birth);

    /**
     * Why that can't be frozen on such a ledger, by its address alone; empty if it may be there.
     *
     * @param contract whether a contract is meant, or an account
     */
    Optional<String> wrong(Map<String, String> birth, boolean contract, String address);

    /** The address in one notation. Nothing is {@link #wrong} with it. */
    String canonical(String address);
  }

  /** What a framework says of private data. */
  interface PrivateRules {
    /**
     * What is wrong with what a contract says of its private data.
     *
     * @param collections in the framework's own form
     * @param before what the version before it says, if there is one and it says anything
     */
    List<Violation> check(NetworkSpec spec, Optional<String> collections, Optional<String> before);

    /** The same in one notation. It passes {@link #check}. */
    String canonical(String collections);

    /** The collections of a contract that data can be erased from, sorted. */
    List<String> names(NetworkSpec spec, Optional<String> collections);

    /** The hash by which the ledger knows a key, in lower-case hex. */
    String hash(String key);
  }

  /** Whether contracts of such a network have interfaces that tenants may bring. */
  default boolean takesInterfaces(NetworkSpec spec) {
    return false;
  }

  /**
   * Reads a contract's interface as its compiler wrote it; empty where contracts have none.
   *
   * @throws IllegalArgumentException that says what is wrong with it, and where
   */
  default Optional<Interface> contractInterface(NetworkSpec spec, String document) {
    return Optional.empty();
  }

  /** A contract of the framework's own. */
  record BornContract(String name, String version) {}

  /**
   * A certificate that an application needs.
   *
   * @param authority who issues it
   */
  record Membership(Authority authority, Subject subject, Duration lifetime, CertificateUse use) {
    /** As a member who signs. */
    public Membership(Authority authority, Subject subject, Duration lifetime) {
      this(authority, subject, lifetime, CertificateUse.IDENTITY);
    }
  }

  /**
   * What an application that holds its own key needs to speak to a network's nodes itself; empty
   * where the framework has no such document.
   *
   * @param authorities the network's, among other certificates
   * @param organisation whose application it is; empty for the usual one
   * @throws io.ridgeway.model.problem.Refusal if there is no such organisation, or no way to it
   */
  default Optional<Profile> connectionProfile(
      Network network, List<Certificate> authorities, Optional<String> organisation) {
    return Optional.empty();
  }

  /**
   * A connection profile, in both notations.
   *
   * @param toml the file that the SDK is started with, where it reads such a one
   */
  record Profile(String json, String yaml, Optional<String> toml) {
    /** Of SDKs that read one of the two. */
    public Profile(String json, String yaml) {
      this(json, yaml, Optional.empty());
    }
  }

  /**
   * Whether it can be placed.
   *
   * @param violations what is missing; empty if it can
   * @param survivesSiteLoss whether every consensus group outlives the loss of any one city node
   */
  record Feasibility(List<Violation> violations, boolean survivesSiteLoss) {}
}
