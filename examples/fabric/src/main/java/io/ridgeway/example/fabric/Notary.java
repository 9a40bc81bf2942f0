package io.ridgeway.example.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Has organisations conclude a contract, of which the ledger knows the hash only: each party agrees
 * once, and it is concluded with the last; any party may refuse before that. A party may attach a
 * note in a collection, which only the peers of its members have and which can be purged.
 */
final class Notary extends Contract {
  private static final String KIND = "contract";

  Notary() {
    super(
        Map.of(
            "draft", Call.of(Notary::draft, "id", "hash", "parties"),
            "agree", Call.of(Notary::agree, "id", "hash"),
            "refuse", Call.of(Notary::refuse, "id", "reason"),
            "read", Call.of(Notary::read, "id"),
            "attach", Call.of(Notary::attach, "id", "collection"),
            "attached", Call.of(Notary::attached, "id", "collection"),
            "purge", purging()));
  }

  /** Where a contract is. */
  enum Status {
    OPEN,
    CONCLUDED,
    REFUSED
  }

  /**
   * One contract.
   *
   * @param parties MSP ids, sorted
   * @param agreed those who agreed, in their order, each with the time
   * @param reason why it was refused, and by whom; empty otherwise
   */
  record Agreement(
      String id,
      String hash,
      List<String> parties,
      List<Consent> agreed,
      Status status,
      String reason) {
    boolean has(String party) {
      return agreed.stream().anyMatch(consent -> consent.party().equals(party));
    }
  }

  /** That a party agreed. */
  record Consent(String party, String at) {}

  private static Agreement draft(Ledger ledger, List<String> arguments) {
    String id = id("A contract's id", arguments.get(0));
    List<String> parties = List.copyOf(new TreeSet<>(List.of(arguments.get(2).split(","))));
    if (parties.size() < 2 || !parties.contains(ledger.caller())) {
      throw new IllegalArgumentException(
          "A contract has at least two parties, by MSP id and separated by commas, and is drafted"
              + " by one of them.");
    }
    if (ledger.find(KIND, id, Agreement.class).isPresent()) {
      throw new IllegalArgumentException("There is a contract " + id + " already.");
    }
    return ledger.put(
        KIND, id, new Agreement(id, hash(arguments.get(1)), parties, List.of(), Status.OPEN, ""));
  }

  private static Agreement agree(Ledger ledger, List<String> arguments) {
    Agreement contract = open(ledger, arguments.get(0));
    if (!contract.hash().equals(arguments.get(1))) {
      throw new IllegalArgumentException(
          "Contract " + contract.id() + " has another hash: you were shown another document.");
    }
    if (contract.has(ledger.caller())) {
      throw new IllegalArgumentException(ledger.caller() + " has agreed already.");
    }
    List<Consent> agreed = new ArrayList<>(contract.agreed());
    agreed.add(new Consent(ledger.caller(), ledger.now()));
    Status status = agreed.size() == contract.parties().size() ? Status.CONCLUDED : Status.OPEN;
    if (status == Status.CONCLUDED) {
      ledger.tell("Concluded", contract.id());
    }
    return ledger.put(
        KIND,
        contract.id(),
        new Agreement(contract.id(), contract.hash(), contract.parties(), agreed, status, ""));
  }

  private static Agreement refuse(Ledger ledger, List<String> arguments) {
    Agreement contract = open(ledger, arguments.get(0));
    ledger.tell("Refused", contract.id());
    return ledger.put(
        KIND,
        contract.id(),
        new Agreement(
            contract.id(),
            contract.hash(),
            contract.parties(),
            contract.agreed(),
            Status.REFUSED,
            ledger.caller() + ": " + arguments.get(1)));
  }

  private static Agreement read(Ledger ledger, List<String> arguments) {
    return ledger.get(KIND, id("A contract's id", arguments.get(0)), Agreement.class);
  }

  /** That something was attached; what, is in no block. */
  record Attached(String id, String collection) {}

  /** A note to a contract, which only the peers of a collection's members have. */
  record Annex(String id, String annex) {}

  private static Attached attach(Ledger ledger, List<String> arguments) {
    Agreement contract = ledger.get(KIND, id("A contract's id", arguments.get(0)), Agreement.class);
    if (!contract.parties().contains(ledger.caller())) {
      throw new IllegalArgumentException(
          ledger.caller() + " is no party of contract " + contract.id() + ".");
    }
    ledger.keep(arguments.get(1), contract.id(), ledger.hidden("annex"));
    return new Attached(contract.id(), arguments.get(1));
  }

  private static Annex attached(Ledger ledger, List<String> arguments) {
    String id = id("A contract's id", arguments.get(0));
    return new Annex(id, ledger.kept(arguments.get(1), id));
  }

  /** The contract, which the caller is a party of and which isn't ended. */
  private static Agreement open(Ledger ledger, String id) {
    Agreement contract = ledger.get(KIND, id("A contract's id", id), Agreement.class);
    if (!contract.parties().contains(ledger.caller())) {
      throw new IllegalArgumentException(
          ledger.caller() + " is no party of contract " + contract.id() + ".");
    }
    if (contract.status() != Status.OPEN) {
      throw new IllegalArgumentException(
          "Contract " + contract.id() + " is " + contract.status() + ".");
    }
    return contract;
  }
}
