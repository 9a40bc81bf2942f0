package io.ridgeway.framework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call of a contract's function.
 *
 * @param contract as the ledger names it: a chaincode's name, an address; empty of a deployment
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

  /**
   * Of code that is to become a contract: a call of no contract, whose first argument is the code.
   *
   * @param code {@code 0x…}
   * @param constructor {@code constructor(uint256)}
   */
  public static Call deployment(
      String code,
      String constructor,
      List<String> args,
      Map<String, String> transientData,
      Optional<Signatory> by) {
    List<String> all = new ArrayList<>();
    all.add(code);
    all.addAll(args);
    return new Call("", constructor, all, transientData, by);
  }

  /** Whether it is a deployment, and has code. */
  public boolean deploys() {
    return contract.isEmpty();
  }

  /** What is deployed. */
  public String code() {
    return args.get(0);
  }

  /** What its constructor is given. */
  public List<String> constructorArgs() {
    return args.subList(1, args.size());
  }

  /** Who signs, of a call that can't do without. */
  public Signatory signatory() {
    return by.orElseThrow(() -> new IllegalArgumentException("key is missing: who signs"));
  }

  /** Without arguments: they may be anybody's business. */
  @Override
  public String toString() {
    return deploys() ? "deployment, " + function : contract + " " + function;
  }
}
