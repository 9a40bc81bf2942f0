package io.ridgeway.example.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Follows products from hand to hand: whoever holds one notes what happens to it and hands it on,
 * and it changes hands only when the other takes it.
 */
final class Traceability extends Contract {
  private static final String KIND = "product";

  Traceability() {
    super(
        Map.of(
            "register", Call.of(Traceability::register, "id", "description"),
            "note", Call.of(Traceability::note, "id", "text"),
            "hand", Call.of(Traceability::hand, "id", "to"),
            "take", Call.of(Traceability::take, "id"),
            "trace", Call.of(Traceability::trace, "id")));
  }

  /**
   * One product.
   *
   * @param holder MSP id of whoever has it
   * @param handedTo MSP id of whoever it is on its way to; empty if it is on none
   */
  record Product(
      String id, String description, String holder, String handedTo, List<Event> events) {
    Product then(String newHolder, String newHandedTo, Event event) {
      List<Event> more = new ArrayList<>(events);
      more.add(event);
      return new Product(id, description, newHolder, newHandedTo, more);
    }
  }

  /** What happened to a product. */
  record Event(String what, String by, String at, String transaction) {}

  private static Product register(Ledger ledger, List<String> arguments) {
    String id = id("A product's id", arguments.get(0));
    if (ledger.find(KIND, id, Product.class).isPresent()) {
      throw new IllegalArgumentException("There is a product " + id + " already.");
    }
    Product product = new Product(id, arguments.get(1), ledger.caller(), "", List.of());
    return keep(ledger, product.then(ledger.caller(), "", event(ledger, "registered")));
  }

  private static Product note(Ledger ledger, List<String> arguments) {
    Product product = held(ledger, arguments.get(0));
    return keep(
        ledger,
        product.then(product.holder(), product.handedTo(), event(ledger, arguments.get(1))));
  }

  private static Product hand(Ledger ledger, List<String> arguments) {
    Product product = held(ledger, arguments.get(0));
    String to = arguments.get(1);
    if (to.equals(product.holder())) {
      throw new IllegalArgumentException(to + " has it already.");
    }
    return keep(ledger, product.then(product.holder(), to, event(ledger, "handed to " + to)));
  }

  private static Product take(Ledger ledger, List<String> arguments) {
    Product product = ledger.get(KIND, id("A product's id", arguments.get(0)), Product.class);
    if (!product.handedTo().equals(ledger.caller())) {
      throw new IllegalArgumentException(
          "Product " + product.id() + " is not handed to " + ledger.caller() + ".");
    }
    ledger.tell("Taken", product.id());
    return keep(ledger, product.then(ledger.caller(), "", event(ledger, "taken")));
  }

  private static Product trace(Ledger ledger, List<String> arguments) {
    return ledger.get(KIND, id("A product's id", arguments.get(0)), Product.class);
  }

  private static Product held(Ledger ledger, String id) {
    Product product = ledger.get(KIND, id("A product's id", id), Product.class);
    if (!product.holder().equals(ledger.caller())) {
      throw new IllegalArgumentException(
          "Product " + product.id() + " is with " + product.holder() + ".");
    }
    return product;
  }

  private static Event event(Ledger ledger, String what) {
    return new Event(what, ledger.caller(), ledger.now(), ledger.stub().getTxId());
  }

  private static Product keep(Ledger ledger, Product product) {
    return ledger.put(KIND, product.id(), product);
  }
}
