package io.ridgeway.framework.fabric;

import io.grpc.Status;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.Lifecycle;
import io.ridgeway.framework.fabric.admin.Rollout;
import io.ridgeway.framework.fabric.admin.Rollout.Party;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Has the channel run its contracts: the one that it starts from, until another took its place, and
 * the tenant's own. Each is looked at before anything is done, so it may be run again from any
 * point.
 *
 * @param nodes those that are in the channel
 */
record Rollouts(Reach reach, Born born, List<NodeName> nodes) {
  /**
   * Does what isn't done yet.
   *
   * @param goOn asked before each thing; once it says no, the rest is left for another time
   * @return what is still missing, for people
   * @throws LedgerException.Refused if a peer will not
   */
  List<String> go(BooleanSupplier goOn) {
    List<String> missing = new ArrayList<>();
    OutsideApprovals outside = new OutsideApprovals(reach);
    Course course = new Course(goOn);
    for (Rollout rollout : all(outside)) {
      course.rollOut(rollout).ifPresent(missing::add);
    }
    outside.ask(course.isWhole);
    return missing;
  }

  private List<Rollout> all(OutsideApprovals outside) {
    List<Rollout> all = new ArrayList<>();
    born.start().filter(start -> isThere(Topology.BORN)).map(this::first).ifPresent(all::add);
    reach.administrators().contracts().stream().map(c -> own(c, outside)).forEach(all::add);
    return all;
  }

  /** Whether a contract's services stay; a caller who knows no nodes knows of no change either. */
  private boolean isThere(int number) {
    return reach.lineup().nodes().isEmpty() || !services(number).isEmpty();
  }

  private List<NodeName> services(int number) {
    return services(reach.lineup(), number);
  }

  private static List<NodeName> services(Lineup of, int number) {
    return of.nodes().stream()
        .filter(node -> node.role().equals(Roles.CONTRACT) && node.stays())
        .map(PlannedNode::name)
        .filter(node -> node.number() == number)
        .toList();
  }

  private Rollout first(Born.Start start) {
    List<Party> parties = new ArrayList<>();
    reached(start)
        .forEach(
            (owner, at) ->
                parties.add(
                    party(
                        owner,
                        start.contract(),
                        Contracts.installed(start.contract(), owner, at, authority(owner)),
                        // What it was ordered with is its word for it.
                        Optional.empty())));
    return new Rollout(born.channel(), Contracts.first(start.contract()), parties);
  }

  /** Where each member's peers reach its service; of those that stay. */
  private Map<String, HostPort> reached(Born.Start start) {
    if (reach.lineup().nodes().isEmpty()) {
      return start.services();
    }
    Map<String, HostPort> services = new TreeMap<>();
    services(Topology.BORN)
        .forEach(service -> services.put(Topology.owner(service), address(service)));
    return services;
  }

  private HostPort address(NodeName service) {
    return reach.lineup().addresses().get(service, Roles.SERVICE, born.from());
  }

  private Rollout own(Contract contract, OutsideApprovals outside) {
    List<Party> parties = new ArrayList<>();
    Optional<String> guest = guest();
    Lineup own = guest.isEmpty() ? reach.lineup() : reach.administrators().beside();
    for (NodeName service : services(own, contract.number())) {
      String owner = Topology.owner(service);
      HostPort at = own.addresses().get(service, Roles.SERVICE, born.from());
      parties.add(
          party(
              owner,
              contract.title(),
              Contracts.installed(contract, owner, at, authority(guest.orElse(owner))),
              outside.of(owner)));
    }
    return new Rollout(born.channel(), Contracts.definition(contract), parties);
  }

  /** The organisation of a guest, whose contracts its host's members run by services of its own. */
  private Optional<String> guest() {
    return reach
        .administrators()
        .ordered()
        .filter(NetworkSpec::isGuest)
        .map(spec -> new GuestSpec(spec).organisation());
  }

  private String authority(String owner) {
    return reach.identities().root(FabricIdentities.tlsAuthority(owner)).pem();
  }

  private Party party(
      String owner,
      String contract,
      ChaincodePackage installed,
      Optional<Rollout.Approver> approver) {
    SigningIdentity administrator =
        reach.caretaker(owner, "contract " + contract + " comes to channel " + born.channel());
    List<Lifecycle> peers =
        nodes.stream()
            .filter(node -> Topology.owner(node).equals(owner))
            .map(
                node ->
                    new Lifecycle(
                        reach.connect(node, Roles.GOSSIP),
                        administrator,
                        reach.nonces(),
                        reach.clock()))
            .toList();
    return new Party(owner, installed, peers, approver);
  }

  /** One time through all of them. */
  private static final class Course {
    private final BooleanSupplier goOn;

    /** Whether each came as far as it can: all that is approved was looked at. */
    private boolean isWhole = true;

    Course(BooleanSupplier goOn) {
      this.goOn = goOn;
    }

    private boolean goesOn() {
      boolean goes = goOn.getAsBoolean();
      isWhole &= goes;
      return goes;
    }

    private Optional<String> rollOut(Rollout rollout) {
      String contract = "contract " + rollout.definition().name();
      try {
        return rollout.run(this::goesOn, done -> {})
            ? Optional.empty()
            : Optional.of(contract + " is being rolled out");
      } catch (LedgerException.Unreachable e) {
        isWhole = false;
        return Optional.of(contract + ": " + e.getMessage());
      } catch (LedgerException.Refused e) {
        if (e.code() != Status.Code.FAILED_PRECONDITION.value()) {
          throw e;
        }
        isWhole = false;
        // It takes peers some seconds after they joined until they know each other.
        return Optional.of(contract + ": the peers do not know each other yet");
      }
    }
  }
}
