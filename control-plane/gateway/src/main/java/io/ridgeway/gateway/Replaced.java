package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds transactions by any of their names: one that was stuck and replaced at a higher price has
 * another hash than its caller was told.
 */
final class Replaced {
  private static final String MISSING =
      "The ledger has no such transaction. One that was just taken may need a moment for its"
          + " block.";
  private static final String MAY_BE =
      " One that waited for long may have been replaced by the same at a higher price, which has"
          + " another hash: look by its account and nonce before you send it again.";

  private Replaced() {}

  /** That which is in a block, else the one that took the others' place last. */
  static Optional<LedgerTransaction> find(LiveNetwork network, String id, Optional<Signatory> by) {
    Optional<LedgerTransaction> last = Optional.empty();
    for (String name : names(network, id)) {
      Optional<LedgerTransaction> found = network.ledger().transaction(name, by);
      if (found.filter(one -> one.status() != LedgerTransaction.Status.PENDING).isPresent()) {
        return found;
      }
      last = found.isPresent() ? found : last;
    }
    return last;
  }

  /** The name that was asked for, where ledgers have one form of names only; else its own. */
  static String asked(LiveNetwork network, LedgerTransaction found, String id) {
    return network.ledger() instanceof NumberedLedger ? id : found.id();
  }

  /** Why nothing was found. */
  static String missing(LiveNetwork network) {
    return network.ledger() instanceof NumberedLedger ? MISSING + MAY_BE : MISSING;
  }

  /** The name that counts now, as far as this gateway knows. */
  static String newest(LiveNetwork network, String id) {
    List<String> names = names(network, id);
    return names.get(names.size() - 1);
  }

  /**
   * The transaction's end, and if it was replaced while it was waited for, that of the one which
   * took its place.
   */
  static CompletableFuture<Receipt> committed(LiveNetwork network, Submission submission) {
    return submission
        .committed()
        .exceptionallyCompose(
            failure -> {
              String newest = newest(network, submission.transaction());
              return newest.equalsIgnoreCase(submission.transaction())
                  ? CompletableFuture.failedFuture(failure)
                  : committed(network, network.numbered().sent(newest));
            });
  }

  private static List<String> names(LiveNetwork network, String id) {
    return network.ledger() instanceof NumberedLedger ? network.submitter().names(id) : List.of(id);
  }
}
