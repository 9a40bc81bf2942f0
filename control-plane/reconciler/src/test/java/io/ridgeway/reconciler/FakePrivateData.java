package io.ridgeway.reconciler;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Private data of a ledger that isn't there: two nodes have them, and a third never had. */
final class FakePrivateData implements PrivateData {
  /** What the two nodes have. */
  final Set<String> data = new HashSet<>(List.of("person-17", "bob"));

  /** What was sent, by its name; each with whether it came into a block that counts. */
  final Map<String, Boolean> sent = new LinkedHashMap<>();

  /** What is said that a transaction of its own name becomes. */
  boolean valid = true;

  /** Whether what was begun isn't endorsed. */
  boolean refuses;

  /** Whether what is sent gets lost on the way. */
  boolean loses;

  /** Whether what is sent is taken, and nobody says so. */
  boolean unsure;

  /** What everything fails with, if it does. */
  @Nullable RuntimeException trouble;

  /** Whether no node answers. */
  boolean silent;

  /** Whether one of them is away. */
  boolean oneAway;

  private int names;

  @Override
  public List<Violation> check(
      NetworkSpec spec, Optional<String> collections, Optional<String> before) {
    return List.of();
  }

  @Override
  public String canonical(String collections) {
    return collections;
  }

  @Override
  public List<String> names(NetworkSpec spec, Optional<String> collections) {
    return List.of("secrets");
  }

  @Override
  public String hash(String key) {
    return "hash of " + key.length();
  }

  @Override
  public void purge(
      LedgerEndpoints nodes, Administrators administrators, Purge what, Consumer<String> sending) {
    requireHeard();
    if (!data.containsAll(what.keys())) {
      throw new LedgerException.Refused(
          500,
          "There is nothing under one of the keys " + String.join(", ", what.keys()) + ".",
          Optional.empty());
    }
    String name = "tx-" + ++names;
    sending.accept(name);
    if (refuses) {
      throw new LedgerException.Refused(500, "Not endorsed.", Optional.empty());
    }
    if (!loses) {
      sent.put(name, valid);
      if (valid) {
        what.keys().forEach(data::remove);
      }
    }
    valid = true;
    if (unsure) {
      throw new LedgerException.Unknown(name, "The orderers don't say.");
    }
  }

  @Override
  public Optional<Outcome> find(
      LedgerEndpoints nodes, Administrators administrators, Purge what, String transaction) {
    requireHeard();
    return Optional.ofNullable(sent.get(transaction))
        .map(
            counts -> new Outcome(transaction, 7, counts ? "VALID" : "MVCC_READ_CONFLICT", counts));
  }

  private void requireHeard() {
    if (trouble != null) {
      throw trouble;
    }
    if (silent) {
      throw new LedgerException.Unreachable("no peer answers");
    }
  }

  @Override
  public List<Answer> verify(
      LedgerEndpoints nodes, Administrators administrators, Purge what, Outcome outcome) {
    if (trouble != null) {
      throw trouble;
    }
    List<Answer> answers = new ArrayList<>();
    boolean gone = what.keys().stream().noneMatch(data::contains);
    answers.add(
        new Answer(new NodeName("validator-1"), "alpha", gone ? Found.ERASED : Found.HELD, 8, ""));
    answers.add(
        new Answer(
            new NodeName("validator-2"),
            "beta",
            oneAway ? Found.SILENT : gone ? Found.ERASED : Found.HELD,
            oneAway ? -1 : 8,
            ""));
    answers.add(new Answer(new NodeName("rpc-1"), "gamma", Found.NOT_MEMBER, 8, ""));
    return answers;
  }
}
