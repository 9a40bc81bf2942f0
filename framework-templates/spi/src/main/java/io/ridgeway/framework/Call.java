package io.ridgeway.framework;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call of a contract's function.
 *
 * @param contract as the ledger names it: a chaincode's name, an address
 * @param function its name; where the ledger's contracts don't say their types, its signature:
 *     {@code transfer(address,uint256)}
 * @param args in order; what isn't text in itself as the ledger's users write it ({@code 0x…},
 *     decimal digits), structured values as JSON
 * @param transientData what the contract shall see and the ledger not keep; refused where a ledger
 *     has no such thing
 * @param by who signs; empty for questions that need nobody
 */
public record Call(
    String contract,
    String function,
    List<String> args,
    Map<String, String> transientData,
    Optional<Signatory> by) {
  public Call {
    args = List.copyOf(args);
    transientData = Collections.unmodifiableMap(new TreeMap<>(transientData));
  }

  /** Without transient data. */
  public static Call of(
      String contract, String function, List<String> args, Optional<Signatory> by) {
    return new Call(contract, function, args, Map.of(), by);
  }

  /** Who signs, of a call that can't do without. */
  public Signatory signatory() {
    return by.orElseThrow(() -> new IllegalArgumentException("key is missing: who signs"));
  }

  /** Without arguments: they may be anybody's business. */
  @Override
  public String toString() {
    return contract + " " + function;
  }
}
