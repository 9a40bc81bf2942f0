package io.ridgeway.portal.view;

import io.ridgeway.engine.freeze.Freeze;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of an account or a contract that is frozen on its ledger, or let go.
 *
 * @param kind {@code ACCOUNT} or {@code CONTRACT}
 * @param frozen whether it was to be stopped, or to go on
 * @param reference what asks for it: a court's file number, an order's
 * @param ordered whether an operator asked for it, on a lawful order
 * @param administrator of a contract: who gets it back once it goes on; absent if nobody
 * @param transactions that were begun for it, oldest first
 * @param block the newest that has one of them that counted; absent until there is one
 * @param message what there is to say of it; empty if nothing is
 * @param operation what carries it out, with its progress
 */
public record FreezeView(
    String id,
    Freeze.State state,
    Freeze.Kind kind,
    String address,
    boolean frozen,
    String reason,
    String reference,
    String requestedBy,
    boolean ordered,
    Instant requestedAt,
    Optional<String> administrator,
    List<Sent> transactions,
    Optional<Long> block,
    Optional<Instant> endedAt,
    String message,
    String operation) {

  /**
   * A transaction of the ledger's governor.
   *
   * @param act what it does
   * @param block that it is in; absent as long as none has it
   * @param valid whether it did what it was sent for; absent as long as no block has it
   * @param answer the ledger's word for that
   */
  public record Sent(
      String name,
      String act,
      Instant at,
      Optional<Long> block,
      Optional<Boolean> valid,
      Optional<String> answer) {
    private static Sent of(Freeze.Transaction sent) {
      return new Sent(
          sent.name(),
          sent.act(),
          sent.at(),
          sent.receipt().map(Freeze.Receipt::block),
          sent.receipt().map(Freeze.Receipt::valid),
          sent.receipt().map(Freeze.Receipt::answer));
    }
  }

  /** All of one. */
  public static FreezeView of(Freeze f) {
    return new FreezeView(
        f.id().value(),
        f.state(),
        f.kind(),
        f.address(),
        f.frozen(),
        f.reason(),
        f.reference(),
        f.requestedBy(),
        f.ordered(),
        f.requestedAt(),
        f.administrator(),
        f.transactions().stream().map(Sent::of).toList(),
        f.block(),
        f.endedAt(),
        f.message(),
        f.operation().value());
  }
}
