package io.ridgeway.framework.ethereum;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application gave to {@code eth_sendTransaction}, read strictly: what isn't understood is
 * refused, never dropped.
 *
 * @param from who sends
 * @param to whom it is for; empty to deploy a contract
 * @param gas the most gas that it may use, if the application said so
 * @param gasPrice 0 if it wasn't given: gas is free here
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
record TransactionRequest(
    AccountAddress from,
    Optional<AccountAddress> to,
    Optional<BigInteger> gas,
    BigInteger gasPrice,
    BigInteger value,
    byte[] data) {

  /** What a node takes as one transaction at most; a little of it is the envelope. */
  private static final int MAX_DATA_BYTES = 128 * 1024 - 512;

  private static final Set<String> FIELDS =
      Set.of("from", "to", "gas", "gasPrice", "value", "data", "input", "nonce", "chainId", "type");

  private static final Set<String> OF_LATER_FORKS =
      Set.of("maxFeePerGas", "maxPriorityFeePerGas", "accessList", "blobVersionedHashes");

  /**
   * Reads a request.
   *
   * @param chainId the network's; a request for another one is refused
   * @param nonce what the caller chose; a request that insists on another is refused
   */
  static TransactionRequest parse(Map<String, String> request, long chainId, long nonce) {
    for (String field : new TreeSet<>(request.keySet())) {
      if (OF_LATER_FORKS.contains(field)) {
        throw new IllegalArgumentException(
            field + " is not known on this network: gas is free, send a plain transaction");
      }
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException("a transaction has no field " + quoted(field));
      }
    }
    mustBe(request, "chainId", chainId, "this network's chain id is ");
    mustBe(request, "nonce", nonce, "leave it out, the next one is ");
    mustBe(request, "type", 0, "leave it out, transactions here are of type ");
    String from = request.get("from");
    if (from == null) {
      throw new IllegalArgumentException("from is missing: the account that sends");
    }
    String to = request.get("to");
    byte[] data = data(request);
    if (to == null && data.length == 0) {
      throw new IllegalArgumentException(
          "to and data are both missing: give the receiver, or the code of a contract to deploy");
    }
    return new TransactionRequest(
        address("from", from),
        to == null ? Optional.empty() : Optional.of(address("to", to)),
        quantity(request, "gas", 64),
        quantity(request, "gasPrice", 256).orElse(BigInteger.ZERO),
        quantity(request, "value", 256).orElse(BigInteger.ZERO),
        data);
  }

  static AccountAddress address(String field, String text) {
    if (!text.matches("0x[0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException(field + " must be an address: 0x and 40 hex digits");
    }
    return new AccountAddress(text.substring(2).toLowerCase(Locale.ROOT));
  }

  /** As the node's {@code eth_estimateGas} takes it. */
  Map<String, String> call() {
    Map<String, String> call = new LinkedHashMap<>();
    call.put("from", from.prefixed());
    to.ifPresent(address -> call.put("to", address.prefixed()));
    call.put("gasPrice", Quantity.of(gasPrice));
    call.put("value", Quantity.of(value));
    call.put("data", "0x" + HexFormat.of().formatHex(data));
    return call;
  }

  private static byte[] data(Map<String, String> request) {
    String data = request.get("data");
    String input = request.get("input");
    if (data != null && input != null && !data.equalsIgnoreCase(input)) {
      throw new IllegalArgumentException("data and input differ: give one of them");
    }
    String text = data != null ? data : input != null ? input : "0x";
    if (text.length() > 2 + 2 * MAX_DATA_BYTES) {
      throw new IllegalArgumentException("data must have at most " + MAX_DATA_BYTES + " bytes");
    }
    if (!text.startsWith("0x") || text.length() % 2 != 0) {
      throw new IllegalArgumentException("data must be 0x and an even number of hex digits");
    }
    try {
      return HexFormat.of().parseHex(text, 2, text.length());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("data must be 0x and an even number of hex digits", e);
    }
  }

  private static Optional<BigInteger> quantity(
      Map<String, String> request, String field, int bits) {
    return Optional.ofNullable(request.get(field)).map(t -> Quantity.parse(field, t, bits));
  }

  private static void mustBe(
      Map<String, String> request, String field, long expected, String advice) {
    quantity(request, field, 64)
        .filter(given -> !given.equals(BigInteger.valueOf(expected)))
        .ifPresent(
            given -> {
              throw new IllegalArgumentException(field + " is " + given + ": " + advice + expected);
            });
  }

  private static String quoted(String field) {
    return '"' + (field.length() > 40 ? field.substring(0, 40) + "…" : field) + '"';
  }
}
