package io.ridgeway.model.key;

import java.math.BigInteger;

/**
 * What a transaction key is used for, as far as its {@link KeyPolicy} asks.
 *
 * @param contract which is called: a name, an address; empty of a deployment or a bare payment
 * @param function which is called, as the policy writes it; empty if there is none
 * @param value the most that can be paid with it, its fees included, in the ledger's smallest unit;
 *     0 where there is no money
 */
public record KeyUse(Kind kind, String contract, String function, BigInteger value) {
  /** How it touches the ledger. */
  public enum Kind {
    /** May change the ledger. */
    TRANSACTION,
    /** Asks a contract. */
    QUERY,
    /** Reads blocks, transactions or events. */
    READING
  }

  /** Reading blocks, transactions or events. */
  public static final KeyUse READING = new KeyUse(Kind.READING, "", "", BigInteger.ZERO);

  public KeyUse {
    contract = KeyPolicy.contract(contract);
    function = KeyPolicy.function(function);
    if (value.signum() < 0) {
      throw new IllegalArgumentException("a value is 0 or more");
    }
  }

  /** A contract's function that may change the ledger. */
  public static KeyUse transaction(String contract, String function, BigInteger value) {
    return new KeyUse(Kind.TRANSACTION, contract, function, value);
  }

  /** A question to a contract. */
  public static KeyUse query(String contract, String function) {
    return new KeyUse(Kind.QUERY, contract, function, BigInteger.ZERO);
  }
}
