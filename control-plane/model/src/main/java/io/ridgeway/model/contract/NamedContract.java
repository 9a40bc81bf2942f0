package io.ridgeway.model.contract;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an application calls by a name of its own, on ledgers that know contracts by addresses.
 *
 * @param address {@code 0x} and 40 hex digits, in lower case
 * @param abi the contract's interface as Solidity's compiler writes it: a JSON array
 */
public record NamedContract(String address, String abi) {
  /** Characters of an interface. */
  public static final int LONGEST_ABI = 65_536;

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public NamedContract {
    address = address.toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException("a contract's address is 0x and 40 hex digits");
    }
    if (abi.isBlank() || abi.length() > LONGEST_ABI) {
      throw new IllegalArgumentException(
          "a contract's abi is a JSON array of at most " + LONGEST_ABI + " characters");
    }
  }

  /**
   * A name, if it is one.
   *
   * @throws IllegalArgumentException that says what it must be
   */
  public static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a contract's name is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', the first a letter or"
              + " digit");
    }
    return text;
  }

  /** Without the interface. */
  @Override
  public String toString() {
    return "NamedContract[" + address + "]";
  }
}
