package io.ridgeway.engine.explorer;

import java.util.List;
import java.util.Optional;

/** What a contract's interface, as its compiler wrote it, makes of bytes on the ledger. */
public interface Interface {
  /** Its functions as people write them, sorted. */
  List<String> functions();

  /** Its events in the same way, sorted. */
  List<String> events();

  /** A call of one of its functions, from a transaction's input; empty if it isn't one. */
  Optional<Decoded> call(String input);

  /** One of its events; empty if it isn't one. */
  Optional<Decoded> event(List<String> topics, String data);

  /**
   * A function or an event with its values in their order.
   *
   * @param signature as {@link #functions} and {@link #events} have it
   */
  record Decoded(String name, String signature, List<Value> values) {
    public Decoded {
      values = List.copyOf(values);
    }
  }

  /**
   * A value.
   *
   * @param name may be empty
   * @param type as the contract's language names it
   */
  record Value(String name, String type, String text) {}
}
