package io.ridgeway.example.fabric;

import java.util.List;
import java.util.Map;

/** Keeps the hashes of documents: proof that a document was there at a time, and nothing of it. */
final class Depositary extends Contract {
  private static final String KIND = "deposit";

  Depositary() {
    super(
        Map.of(
            "deposit", Call.of(Depositary::deposit, "hash", "note"),
            "find", Call.of(Depositary::find, "hash")));
  }

  /** One document's hash, who deposited it, and when. */
  record Deposit(String hash, String note, String depositor, String at, String transaction) {}

  private static Deposit deposit(Ledger ledger, List<String> arguments) {
    String hash = hash(arguments.get(0));
    ledger
        .find(KIND, hash, Deposit.class)
        .ifPresent(
            there -> {
              throw new IllegalArgumentException(
                  "That hash was deposited by " + there.depositor() + " at " + there.at() + ".");
            });
    ledger.tell("Deposited", hash);
    return ledger.put(
        KIND,
        hash,
        new Deposit(
            hash, arguments.get(1), ledger.caller(), ledger.now(), ledger.stub().getTxId()));
  }

  private static Deposit find(Ledger ledger, List<String> arguments) {
    return ledger.get(KIND, hash(arguments.get(0)), Deposit.class);
  }
}
