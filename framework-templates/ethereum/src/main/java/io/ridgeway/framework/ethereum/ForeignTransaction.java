package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.UnsignedTransactions.Unsigned;
import io.ridgeway.framework.ethereum.StrictRlp.Item;
import io.ridgeway.framework.ethereum.StrictRlp.Items;
import io.ridgeway.framework.ethereum.StrictRlp.Text;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads transactions that others made and that lack their signature: of the first kind, bound to a
 * chain (EIP-155), and of EIP-1559. Only the very bytes that the standards prescribe pass, so that
 * nothing else that hashes to something useful is ever signed.
 */
final class ForeignTransaction {
  private static final byte FEE_MARKET = 2;
  private static final int LEGACY_FIELDS = 9;
  private static final int FEE_MARKET_FIELDS = 9;
  private static final int ACCESS_LIST = 8;

  /** Nodes take 128 KiB with the signature; a little more is left to them to refuse. */
  private static final int MOST_BYTES = 129 * 1024;

  private static final int WORD = 32;
  private static final int ADDRESS = 20;
  private static final int SELECTOR = 4;

  private ForeignTransaction() {}

  /**
   * What is to be signed of it.
   *
   * @throws IllegalArgumentException that says why it isn't a transaction of that chain
   */
  static Unsigned of(byte[] encoded, long chainId) {
    if (encoded.length == 0 || encoded.length > MOST_BYTES) {
      throw wrong("it has " + encoded.length + " bytes");
    }
    boolean feeMarket = encoded[0] == FEE_MARKET;
    List<Item> fields = fields(encoded, feeMarket);
    byte[] digest = Keccak.hash(encoded);
    return feeMarket ? feeMarket(fields, chainId, digest) : legacy(fields, chainId, digest);
  }

  private static List<Item> fields(byte[] encoded, boolean feeMarket) {
    try {
      return feeMarket
          ? StrictRlp.fields(encoded, 1, ACCESS_LIST)
          : StrictRlp.fields(encoded, 0, StrictRlp.NO_LIST);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** nonce, gas price, gas, to, value, data, chain, 0, 0. */
  private static Unsigned legacy(List<Item> fields, long chainId, byte[] digest) {
    if (fields.size() == LEGACY_FIELDS - 3) {
      throw wrong("it names no chain (EIP-155), so that it could be sent to any other");
    }
    if (fields.size() != LEGACY_FIELDS) {
      throw wrong("it has " + fields.size() + " fields");
    }
    sameChain(number(fields, 6, "chainId"), chainId);
    if (number(fields, 7, "r").signum() != 0 || number(fields, 8, "s").signum() != 0) {
      throw wrong("it is signed already");
    }
    return described(digest, fields, 0, number(fields, 1, "gasPrice"), 2);
  }

  /** chain, nonce, two fees, gas, to, value, data, access list. */
  private static Unsigned feeMarket(List<Item> fields, long chainId, byte[] digest) {
    if (fields.size() == FEE_MARKET_FIELDS + 3) {
      throw wrong("it is signed already");
    }
    if (fields.size() != FEE_MARKET_FIELDS) {
      throw wrong("it has " + fields.size() + " fields");
    }
    sameChain(number(fields, 0, "chainId"), chainId);
    number(fields, 2, "maxPriorityFeePerGas");
    BigInteger price = number(fields, 3, "maxFeePerGas");
    accessList(fields.get(ACCESS_LIST));
    return described(digest, fields, 1, price, 4);
  }

  /** Addresses, each with the storage slots that are read. */
  private static void accessList(Item list) {
    if (!(list instanceof Items entries)) {
      throw wrong("accessList is no list");
    }
    for (Item entry : entries.items()) {
      boolean good =
          entry instanceof Items pair
              && pair.items().size() == 2
              && length(pair.items().get(0)) == ADDRESS
              && pair.items().get(1) instanceof Items slots
              && slots.items().stream().allMatch(slot -> length(slot) == WORD);
      if (!good) {
        throw wrong("accessList has an entry that is no address with its slots");
      }
    }
  }

  private static int length(Item value) {
    return value instanceof Text text ? text.bytes().length : -1;
  }

  /**
   * What the fields say that both kinds have in the same order: gas, to, value, data.
   *
   * @param nonce where the nonce stands
   * @param price the most that it pays for gas
   * @param gas where the gas stands; the receiver is behind it
   */
  private static Unsigned described(
      byte[] digest, List<Item> fields, int nonce, BigInteger price, int gas) {
    int to = gas + 1;
    BigInteger number = number(fields, nonce, "nonce");
    BigInteger most =
        number(fields, to + 1, "value").add(price.multiply(number(fields, gas, "gas")));
    int receiver = length(fields.get(to));
    if (receiver != 0 && receiver != ADDRESS) {
      throw wrong("to is no address");
    }
    if (length(fields.get(to + 2)) < 0) {
      throw wrong("data is no bytes");
    }
    String whom =
        receiver == 0 ? "" : "0x" + HexFormat.of().formatHex(((Text) fields.get(to)).bytes());
    byte[] data = ((Text) fields.get(to + 2)).bytes();
    boolean calls = receiver != 0 && data.length >= SELECTOR;
    return new Unsigned(
        digest,
        "to " + (whom.isEmpty() ? "a new contract" : whom) + " with nonce " + number,
        whom,
        calls ? "0x" + HexFormat.of().formatHex(data, 0, SELECTOR) : "",
        most);
  }

  private static void sameChain(BigInteger named, long chainId) {
    if (!named.equals(BigInteger.valueOf(chainId))) {
      throw wrong("its chain is " + named + ", this network's is " + chainId);
    }
  }

  /** A number in its shortest form: no leading zero. */
  private static BigInteger number(List<Item> fields, int at, String name) {
    if (!(fields.get(at) instanceof Text text)) {
      throw wrong(name + " is no number");
    }
    byte[] bytes = text.bytes();
    if (bytes.length > WORD || (bytes.length > 0 && bytes[0] == 0)) {
      throw wrong(name + " is no number in its shortest form");
    }
    return new BigInteger(1, bytes);
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "data must be an unsigned transaction of this network, legacy (EIP-155) or EIP-1559, and"
            + " nothing else is signed here: "
            + why);
  }
}
