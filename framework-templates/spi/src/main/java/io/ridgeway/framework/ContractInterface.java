package io.ridgeway.framework;

import java.util.List;
import java.util.Optional;

/** What a contract's interface, as its compiler wrote it, makes of bytes on the ledger. Pure. */
public interface ContractInterface {
  /** Its functions as people write them: {@code transfer(address to, uint256 value)}, sorted. */
  List<String> functions();

  /** Its events in the same way, sorted. */
  List<String> events();

  /**
   * A call of one of its functions.
   *
   * @param input {@code 0x…}, what the transaction carries
   * @return empty if it has no such function, or the bytes aren't what that takes
   */
  Optional<Decoded> call(String input);

  /**
   * One of its events.
   *
   * @param topics {@code 0x…} each
   * @param data {@code 0x…}
   * @return empty if it has no such event, or the bytes aren't what that tells
   */
  Optional<Decoded> event(List<String> topics, String data);

  /**
   * A function or an event with its values, in their order.
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
   * @param text digits, {@code 0x…}, {@code true}, text as it is; JSON of several. Of an event's
   *     value of which the ledger keeps the digest alone: that digest
   */
  record Value(String name, String type, String text) {}
}
