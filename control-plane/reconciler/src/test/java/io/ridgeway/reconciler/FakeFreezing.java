package io.ridgeway.reconciler;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with accounts and the contract {@code shop} that {@code ann} administers; the governor
 * is {@code governor}. Of an account it tells what was before its newest block.
 */
final class FakeFreezing implements Freezing {
  /** What doesn't go on. */
  final Set<String> frozen = new HashSet<>();

  /** What every transaction did that came into a block, in their order. */
  final List<String> done = new ArrayList<>();

  /** The contract's administrator. */
  String administrator = "ann";

  /** Whether the contract is there. */
  boolean there = true;

  /** Whether what is sent gets lost on the way. */
  boolean loses;

  /** Whether what is sent is taken, and nobody says so. */
  boolean unsure;

  /** Whether the node that is sent something doesn't take it. */
  boolean refuses;

  /** Whether what is sent is in a block, and does nothing. */
  boolean invalid;

  /** Whether no node answers. */
  boolean silent;

  /** What everything fails with, if it does. */
  @Nullable RuntimeException trouble;

  private final Set<String> before = new HashSet<>();
  private final List<Begun> lost = new ArrayList<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private int names;

  @Override
  public Optional<String> obstacle(BirthRecord birth) {
    return Optional.empty();
  }

  @Override
  public Optional<String> wrong(BirthRecord birth, Subject subject) {
    return subject.address().isBlank() ? Optional.of("Name it.") : Optional.empty();
  }

  @Override
  public String canonical(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  private long block() {
    return 6 + done.size();
  }

  @Override
  public Standing look(
      LedgerEndpoints nodes,
      Administrators administrators,
      Subject subject,
      Optional<Known> known) {
    requireHeard();
    boolean now = frozen.contains(subject.address());
    if (subject.kind() == Kind.ACCOUNT) {
      Optional<Boolean> newest = known.filter(k -> k.block() >= block()).map(Known::frozen);
      boolean told = done.isEmpty() ? now : before.contains(subject.address());
      return new Standing(
          Optional.empty(), newest.orElse(told), Optional.empty(), true, newest.isPresent());
    }
    return there
        ? new Standing(
            Optional.empty(),
            now,
            Optional.of(administrator),
            administrator.equals("governor"),
            true)
        : new Standing(
            Optional.of("There is no such contract."), false, Optional.empty(), false, true);
  }

  @Override
  public void send(
      LedgerEndpoints nodes,
      Administrators administrators,
      Order order,
      Standing standing,
      Consumer<Begun> sending) {
    requireHeard();
    String act = act(order, standing);
    String name = "tx-" + ++names;
    sending.accept(new Begun(name, act));
    if (refuses) {
      throw new LedgerException.Refused(-1, "It is full.", Optional.empty());
    }
    if (loses) {
      lost.add(new Begun(name, act));
      throw new LedgerException.Unknown(name, "Nobody says.");
    }
    come(name, act);
    if (unsure) {
      throw new LedgerException.Unknown(name, "Nobody says.");
    }
  }

  /** Has the newest of what was lost come after all. */
  void find() {
    Begun late = lost.get(lost.size() - 1);
    come(late.transaction(), late.act());
  }

  private void come(String name, String act) {
    before.clear();
    before.addAll(frozen);
    if (!invalid) {
      carryOut(act);
    }
    done.add(invalid ? "nothing" : act);
    outcomes.put(name, new Outcome(block(), !invalid, invalid ? "-1 no" : "0"));
  }

  private static String act(Order order, Standing standing) {
    String address = order.subject().address();
    boolean turns = standing.frozen() != order.frozen();
    if (order.subject().kind() == Kind.CONTRACT && !standing.governed()) {
      if (turns || order.frozen()) {
        return "governor takes " + address;
      }
    }
    if (turns || order.subject().kind() == Kind.ACCOUNT) {
      return (order.frozen() ? "freezes " : "thaws ") + address;
    }
    return order.administrator().orElseThrow() + " takes " + address;
  }

  private void carryOut(String act) {
    String[] words = act.split(" ");
    switch (words[0]) {
      case "freezes" -> frozen.add(words[1]);
      case "thaws" -> frozen.remove(words[1]);
      default -> administrator = words[0];
    }
  }

  @Override
  public Optional<Outcome> find(
      LedgerEndpoints nodes, Administrators administrators, String transaction) {
    requireHeard();
    return Optional.ofNullable(outcomes.get(transaction));
  }

  private void requireHeard() {
    if (trouble != null) {
      throw trouble;
    }
    if (silent) {
      throw new LedgerException.Unreachable("no node answers");
    }
  }
}
