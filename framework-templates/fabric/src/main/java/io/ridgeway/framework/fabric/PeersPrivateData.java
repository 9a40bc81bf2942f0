package io.ridgeway.framework.fabric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.fabric.admin.PrivateLedger;
import io.ridgeway.framework.fabric.admin.PrivateTrace;
import io.ridgeway.framework.fabric.chaincode.CollectionsConfig;
import io.ridgeway.framework.fabric.chaincode.PrivateCollection;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Private data at Fabric's peers: those of members have them in their own stores, and all others
 * have their hashes in the blocks.
 *
 * <p>Only a contract can purge (Fabric 2.5 on): it offers a function {@value #FUNCTION} that takes
 * the collection's name, and the keys as a JSON array in the transient field {@value #KEYS}, so
 * that they are in no block. It reads each key's hash first, and refuses where there is none: the
 * ledger tells by that read in which block the data came.
 *
 * @param nonces gives 24 random bytes at each call
 */
record PeersPrivateData(Clock clock, Supplier<byte[]> nonces) implements PrivateData {
  static final String FUNCTION = "purge";
  static final String KEYS = "keys";

  /** How Fabric calls what every organisation has for itself, without its being defined. */
  static final String IMPLICIT = "_implicit_org_";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration BUDGET = Duration.ofSeconds(15);

  /** How a gateway says that a transaction needs endorsers who mustn't see the keys. */
  private static final String NOT_THEIRS = "distribution policy";

  @Override
  public List<Violation> check(
      NetworkSpec spec, Optional<String> collections, Optional<String> before) {
    return collections.isEmpty() && before.isEmpty()
        ? List.of()
        : CollectionsCheck.of(Topology.of(spec)).of(collections, before);
  }

  @Override
  public String canonical(String collections) {
    return CollectionsConfig.of(collections).json();
  }

  @Override
  public List<String> names(NetworkSpec spec, Optional<String> collections) {
    SortedSet<String> names = new TreeSet<>();
    collections
        .map(CollectionsConfig::of)
        .ifPresent(config -> config.all().forEach(one -> names.add(one.name())));
    CollectionsCheck.of(Topology.of(spec)).endorsers().forEach(o -> names.add(IMPLICIT + o));
    return List.copyOf(names);
  }

  @Override
  public String hash(String key) {
    return PrivateTrace.hash(key.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void purge(
      LedgerEndpoints nodes, Administrators administrators, Purge what, Consumer<String> sending) {
    Set<String> members = members(administrators, what);
    try (Reach reach = new Reach(nodes, administrators, nonces, clock)) {
      Optional<LedgerException.Unreachable> silent = Optional.empty();
      for (NodeName node : peers(nodes, Roles.PEER)) {
        if (members.contains(Topology.owner(node))) {
          try {
            purge(ledger(reach, node, what), Born.channel(nodes.birth()), what, sending);
            return;
          } catch (LedgerException.Unreachable e) {
            reach
                .whyUnsigned()
                .ifPresent(
                    why -> {
                      throw why;
                    });
            silent = Optional.of(e);
          }
        }
      }
      throw silent.orElseGet(
          () ->
              new LedgerException.Unreachable(
                  "no peer of " + String.join(", ", members) + " can be reached"));
    }
  }

  private static void purge(
      PrivateLedger ledger, String channel, Purge what, Consumer<String> sending) {
    try {
      ledger.send(
          channel,
          what.contract(),
          FUNCTION,
          List.of(what.collection()),
          Map.of(KEYS, JSON.writeValueAsBytes(what.keys())),
          sending);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can't be written as JSON", e);
    } catch (LedgerException.Refused e) {
      if (e.code() == Status.Code.FAILED_PRECONDITION.value()
          && !String.valueOf(e.getMessage()).contains(NOT_THEIRS)) {
        // It takes peers some seconds after they started until they know each other.
        throw new LedgerException.Unreachable("the peers do not know each other yet");
      }
      throw e;
    }
  }

  @Override
  public Optional<Outcome> find(
      LedgerEndpoints nodes, Administrators administrators, Purge what, String transaction) {
    String channel = Born.channel(nodes.birth());
    PrivateTrace trace = new PrivateTrace(what.contract(), what.collection());
    boolean answered = false;
    try (Reach reach = new Reach(nodes, administrators, nonces, clock)) {
      for (NodeName node : peers(nodes, Roles.PEER)) {
        try {
          Optional<Block> block = ledger(reach, node, what).blockOf(channel, transaction);
          answered = true;
          if (block.isPresent()) {
            TxValidationCode code =
                trace
                    .told(block.get(), transaction)
                    .map(PrivateTrace.Told::code)
                    .orElse(TxValidationCode.INVALID_OTHER_REASON);
            return Optional.of(
                new Outcome(
                    transaction,
                    block.get().getHeader().getNumber(),
                    code.name(),
                    code == TxValidationCode.VALID));
          }
        } catch (LedgerException.Unreachable e) {
          reach
              .whyUnsigned()
              .ifPresent(
                  why -> {
                    throw why;
                  });
        }
      }
    }
    if (!answered) {
      throw new LedgerException.Unreachable("no peer answers");
    }
    return Optional.empty();
  }

  @Override
  public List<Answer> verify(
      LedgerEndpoints nodes, Administrators administrators, Purge what, Outcome outcome) {
    Set<String> members = everMembers(administrators, what);
    List<Answer> answers = new ArrayList<>();
    try (Reach reach = new Reach(nodes, administrators, nonces, clock)) {
      TreeSet<NodeName> all = new TreeSet<>(peers(nodes, Roles.PEER));
      all.addAll(peers(nodes, Roles.OBSERVER));
      // Those that can't be reached at all are told of as well.
      reach.lineup().nodes().stream()
          .filter(n -> n.role().equals(Roles.PEER) || n.role().equals(Roles.OBSERVER))
          .forEach(n -> all.add(n.name()));
      long end = System.nanoTime() + BUDGET.toNanos();
      for (NodeName node : inTurn(all)) {
        answers.add(
            System.nanoTime() < end
                ? answer(reach, node, members, what, outcome)
                : new Answer(node, Topology.owner(node), Found.SILENT, -1, "Not asked in time."));
      }
    }
    answers.sort(Comparator.comparing(Answer::node));
    return answers;
  }

  /** Another one first each time, so that some that hang don't keep the others from being asked. */
  private List<NodeName> inTurn(TreeSet<NodeName> nodes) {
    List<NodeName> all = new ArrayList<>(nodes);
    if (!all.isEmpty()) {
      Collections.rotate(all, (int) (clock.instant().getEpochSecond() % all.size()));
    }
    return all;
  }

  private static Answer answer(
      Reach reach, NodeName node, Set<String> members, Purge what, Outcome outcome) {
    String owner = Topology.owner(node);
    try {
      PrivateLedger ledger = ledger(reach, node, what);
      String channel = Born.channel(reach.nodes().birth());
      long height = ledger.height(channel);
      Optional<PrivateTrace.Told> told =
          height > outcome.block()
              ? ledger
                  .blockOf(channel, outcome.transaction())
                  .flatMap(b -> trace(what).told(b, outcome.transaction()))
              : Optional.empty();
      if (told.isEmpty()) {
        return new Answer(node, owner, Found.BEHIND, height, "");
      }
      if (!members.contains(owner)) {
        return new Answer(node, owner, Found.NOT_MEMBER, height, "");
      }
      Set<String> keys =
          what.keys().stream()
              .map(key -> PrivateTrace.hash(key.getBytes(StandardCharsets.UTF_8)))
              .collect(Collectors.toSet());
      if (!told.get().purged().containsAll(keys)) {
        return new Answer(
            node, owner, Found.HELD, height, "The transaction doesn't purge all of the keys.");
      }
      return stored(ledger, channel, node, keys, told.get(), height, what);
    } catch (LedgerException e) {
      reach
          .whyUnsigned()
          .ifPresent(
              why -> {
                throw why;
              });
      return new Answer(node, owner, Found.SILENT, -1, String.valueOf(e.getMessage()));
    }
  }

  /**
   * By what the peer gives of the blocks in which the data came.
   *
   * @throws LedgerException if it doesn't give one that it may have
   */
  static Answer stored(
      PrivateLedger ledger,
      String channel,
      NodeName node,
      Set<String> keys,
      PrivateTrace.Told told,
      long height,
      Purge what) {
    String owner = Topology.owner(node);
    Set<String> kept = new HashSet<>();
    List<String> elsewhere = new ArrayList<>();
    for (long number : told.writtenIn()) {
      Optional<BlockAndPrivateData> block = ledger.block(channel, number);
      if (block.isEmpty()) {
        // A peer that began with a snapshot never had that block, nor its private data.
        elsewhere.add(Long.toString(number));
        continue;
      }
      kept.addAll(trace(what).hashes(block.get().getBlock()));
      Set<String> held = new TreeSet<>(trace(what).held(block.get()));
      held.retainAll(keys);
      if (!held.isEmpty()) {
        return new Answer(
            node, owner, Found.HELD, height, "Its block " + number + " still has the data.");
      }
    }
    if (!elsewhere.isEmpty()) {
      return new Answer(
          node,
          owner,
          Found.ERASED,
          height,
          "It hasn't block " + String.join(", ", elsewhere) + ", in which the data came.");
    }
    return new Answer(
        node,
        owner,
        Found.ERASED,
        height,
        kept.containsAll(keys)
            ? "Gone from block "
                + told.writtenIn().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ", whose hashes remain."
            : "The contract doesn't read the hashes first, so where the data came isn't known.");
  }

  private static PrivateTrace trace(Purge what) {
    return new PrivateTrace(what.contract(), what.collection());
  }

  private static PrivateLedger ledger(Reach reach, NodeName node, Purge what) {
    return new PrivateLedger(
        reach.connect(node, Roles.GOSSIP),
        reach.caretaker(
            Topology.owner(node),
            "private data are taken down: contract "
                + what.contract()
                + ", collection "
                + what.collection()),
        reach.nonces(),
        reach.clock());
  }

  private static List<NodeName> peers(LedgerEndpoints nodes, String role) {
    return new TreeSet<>(nodes.nodes().keySet())
        .stream().filter(node -> node.value().startsWith(role + "-")).toList();
  }

  /** Whose the data are; nobody if there is no such collection. */
  private static Set<String> members(Administrators administrators, Purge what) {
    return policies(administrators.contracts(), what).findFirst().orElse(Set.of());
  }

  /** Whose they are or were by any version: who isn't a member any more may hold what came then. */
  static Set<String> everMembers(Administrators administrators, Purge what) {
    return policies(administrators.contractsEver(), what)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static Stream<Set<String>> policies(List<Contract> contracts, Purge what) {
    if (what.collection().startsWith(IMPLICIT)) {
      return Stream.of(Set.of(what.collection().substring(IMPLICIT.length())));
    }
    return contracts.stream()
        .filter(contract -> contract.name().equals(what.contract()))
        .map(Contract::collections)
        .flatMap(Optional::stream)
        .map(CollectionsConfig::of)
        .flatMap(config -> config.find(what.collection()).stream())
        .map(PrivateCollection::policy)
        .map(policy -> policy.organisations());
  }
}
