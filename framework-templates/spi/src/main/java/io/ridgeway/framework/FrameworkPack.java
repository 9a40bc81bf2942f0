package io.ridgeway.framework;

import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of one ledger framework. Found by {@link java.util.ServiceLoader}.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@link #check}, {@link #plan} and {@link #render} are pure: the same input gives the same
 *       output, down to the byte.
 *   <li>{@link #birth} is called once for a network, ever; its answer is kept and given to every
 *       later {@link #render}.
 *   <li>A spec without violations can be planned; a plan whose every node has a place and
 *       addresses, and whose every identity was made, can be rendered.
 *   <li>A pack writes no manifest, path or bind address: {@link io.ridgeway.model.deploy.Symbols}
 *       stand for them.
 * </ul>
 */
public interface FrameworkPack {

  /** What the catalogue shows. */
  PackDescriptor descriptor();

  /** What is wrong with the spec, each with its reason; empty if it can be built. */
  List<Violation> check(NetworkSpec spec);

  /**
   * What is wrong besides with the spec of a network that is to begin; it passes {@link #check}.
   * What one that runs still says of parts that went is no mistake there.
   */
  default List<Violation> checkBirth(NetworkSpec spec) {
    return List.of();
  }

  /**
   * What keeps a network that runs from becoming what another spec says, each with its reason;
   * empty if its driver can bring that about. Both can be built, and differ in nothing but nodes,
   * version, parameters, city nodes, TPS, and storage that grows. Of a guest, the number of
   * contracts of its own may differ.
   */
  default List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
    return Changeable.nodes(
        from, to, from.isGuest() ? Set.of(NetworkSpec.CONTRACT) : driver().replaceableRoles());
  }

  /**
   * What such a network can't be used for while it becomes what another spec says, and about how
   * long, for who decides on it; empty if it is used on throughout. The change passes {@link
   * #checkChange}.
   */
  default Optional<String> interruption(NetworkSpec from, NetworkSpec to) {
    return Optional.empty();
  }

  /**
   * Why the certificates of such a network can't all be renewed while it runs, nodes being
   * restarted with them one after another and {@link FrameworkDriver#join} being called afterwards;
   * empty if they can.
   */
  default Optional<String> whyNotRotated(NetworkSpec spec) {
    return plan(spec).identities().certificates().isEmpty()
        ? Optional.of("Its nodes know each other by their keys alone: there is no certificate.")
        : Optional.empty();
  }

  /** The nodes that the spec means when it is ordered, in a stable order. */
  default NetworkPlan plan(NetworkSpec spec) {
    return plan(spec, Roster.UNCHANGED);
  }

  /**
   * The nodes that the network has now, in a stable order; those on their way in or out as well,
   * also those of stems that only the roster knows. What is rendered for a node doesn't depend on
   * those that are {@code JOINING}, except their own: running nodes are restarted for them only
   * once they belong to it.
   */
  NetworkPlan plan(NetworkSpec spec, Roster roster);

  /**
   * The software that can run the network, best first. A network runs on one of them: the first
   * that all its city nodes have.
   */
  List<Software> software(NetworkSpec spec);

  /**
   * The programs that a software of {@link #software} is made of: a city node runs it if it has all
   * of them. One program, itself, unless the pack knows better.
   */
  default Set<Software> programs(Software software) {
    return Set.of(software);
  }

  /** Makes the network's genesis. */
  BirthRecord birth(BirthInput input);

  /**
   * Whether the network was born so that its nodes reach each other only within the city node that
   * they are at; then none of them can be placed at another one.
   */
  default boolean staysTogether(BirthRecord birth) {
    return false;
  }

  /** The deployments, one per city node that holds a node, sorted by city node. */
  List<Deployment> render(RenderInput input);

  /**
   * The organisations that a contract's endorsement may name, sorted: those that run contracts.
   * Empty where tenants bring none, or don't bring them this way.
   */
  default List<String> endorsers(NetworkSpec spec) {
    return List.of();
  }

  /**
   * Why a network that could run contracts takes no more of them; empty if it takes them, or its
   * framework's never do.
   */
  default Optional<String> whyNoContracts(NetworkSpec spec) {
    return Optional.empty();
  }

  /** The contract that a network is born with, if it is. It has number 1. */
  default Optional<BornContract> bornContract(NetworkSpec spec) {
    return Optional.empty();
  }

  /** A contract of the pack's own, at its first sequence. */
  record BornContract(String name, String version) {}

  /** How its networks of the shared tier live on the nodes of others; empty if they can't. */
  default Optional<Hosting> hosting() {
    return Optional.empty();
  }

  /** How its nodes are backed up and restored; empty where they can't be. */
  default Optional<Snapshots> snapshots() {
    return Optional.empty();
  }

  /** How contracts keep data from most of a network's members; empty where they can't. */
  default Optional<PrivateData> privateData() {
    return Optional.empty();
  }

  /** How accounts and contracts are frozen on its ledgers; empty where they can't be. */
  default Optional<Freezing> freezing() {
    return Optional.empty();
  }

  /** How its ledgers' history is archived; empty if it isn't. */
  default Optional<Archiving> archiving() {
    return Optional.empty();
  }

  /** How networks of this framework are brought up, watched and changed. */
  FrameworkDriver driver();

  /** How applications talk to one network. A new one each time, for the caller to close. */
  LedgerClient client(LedgerEndpoints endpoints);

  /**
   * The same for a framework whose nodes answer nobody without a name. Where they answer anybody,
   * nothing is signed.
   */
  default LedgerClient client(LedgerEndpoints endpoints, Administrators administrators) {
    return client(endpoints);
  }

  /**
   * The transaction key of the network's plan with which the gateway is let in by nodes that answer
   * nobody without a name; it signs nothing else there. Empty where they answer anybody.
   */
  default Optional<String> gatewayKey() {
    return Optional.empty();
  }

  /** Whether applications may speak BSN's protocol with its networks. */
  default boolean speaksBsn() {
    return false;
  }

  /**
   * What kind of managed key applications sign with through the gateway; empty as long as they
   * can't. Accounts are asked for of keys of that kind only.
   */
  default Optional<Curve> applicationKeys() {
    return Optional.of(Curve.SECP256K1);
  }

  /** The same for a network of that spec, where that makes a difference. */
  default Optional<Curve> applicationKeys(NetworkSpec spec) {
    return applicationKeys();
  }

  /**
   * Whether a transaction key of that name can be an application's; some packs keep names for
   * administrators. No application is given a key of such a name.
   */
  default boolean namesApplications(String key) {
    return true;
  }

  /**
   * How an application's key becomes known to the ledger; empty where a key is all that it asks
   * for.
   *
   * @param key its name
   * @param organisation whose application it is; empty for the usual one
   * @throws io.ridgeway.model.problem.Refusal if the network has no such organisation
   */
  default Optional<Enrolment> enrolment(
      NetworkSpec spec, String key, Optional<String> organisation) {
    return Optional.empty();
  }

  /**
   * The same for an application that holds its own key and comes to the nodes itself: those may ask
   * for a certificate where the ledger asks for none.
   */
  default Optional<Enrolment> clientEnrolment(
      NetworkSpec spec, String name, Optional<String> organisation) {
    return enrolment(spec, name, organisation);
  }

  /**
   * Why certificates of applications can't be revoked on such a network; empty if its driver has
   * the ledger told of those that are ({@link Administrators#revocations}).
   */
  default Optional<String> whyNotRevoked(NetworkSpec spec) {
    return Optional.of(
        "Its nodes read no list of revoked certificates: whoever has one is let in until it ends.");
  }

  /**
   * What an application that holds its own key needs to speak to the nodes itself; empty where the
   * framework's SDKs read no such thing.
   *
   * @param nodes as they are reached from outside their city nodes
   * @param organisation whose application it is; empty for the usual one
   * @throws io.ridgeway.model.problem.Refusal if the network has no such organisation, or no node
   *     of it is reached
   */
  default Optional<ConnectionProfile> connectionProfile(
      NetworkSpec spec, LedgerEndpoints nodes, Optional<String> organisation) {
    return Optional.empty();
  }

  /**
   * The same, where a gateway passes on what applications say to the nodes ({@link RelayedLedger}).
   */
  default Optional<ConnectionProfile> connectionProfile(
      NetworkSpec spec,
      LedgerEndpoints nodes,
      Optional<String> organisation,
      Optional<ConnectionProfile.Relay> relay) {
    return connectionProfile(spec, nodes, organisation);
  }

  /** Whether {@link #contractInterface} reads anything. */
  default boolean takesInterfaces() {
    return false;
  }

  /**
   * Reads a contract's interface, as the compiler of the network's contracts writes it; empty where
   * contracts are called by names and text, so that there is nothing to read.
   *
   * @throws IllegalArgumentException that says what is wrong with it, and where
   */
  default Optional<ContractInterface> contractInterface(NetworkSpec spec, String document) {
    return Optional.empty();
  }

  /**
   * A contract's function as keys' policies know it and as calls are held against them.
   *
   * @param function as callers write it
   * @throws IllegalArgumentException if it can't be one
   */
  default String functionOf(String function) {
    return function;
  }

  /** Whether this ledger's transactions pay. */
  default boolean pays() {
    return false;
  }

  /**
   * The account that a public key ({@link Curve#publicKeyBytes} bytes, hex) has on this ledger, as
   * users write it: for Ethereum {@code 0x…} with EIP-55 case.
   */
  String account(String publicKey);

  /**
   * The account that a transaction key has on its network's ledger, as above; empty if no
   * application signs with such a key.
   */
  default Optional<String> account(ManagedKey key) {
    return applicationKeys()
        .filter(key.curve()::equals)
        .filter(curve -> namesApplications(key.name()))
        .map(curve -> account(key.publicKey()));
  }
}
