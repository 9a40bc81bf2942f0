package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.renderer.abi.AbiFunction;
import java.util.List;

/**
 * Calls of Solidity's functions. The four bytes that name a function come from the chain's own
 * digest, so they differ under Guomi; all else is as on Ethereum.
 */
final class Solidity {
  private Solidity() {}

  /**
   * Selector and arguments.
   *
   * @param function {@code transfer(address,uint256)}
   * @param args numbers in digits, {@code 0x…}, {@code true}, text; arrays and tuples as JSON
   * @throws IllegalArgumentException says what doesn't fit
   */
  static byte[] call(Cryptography cryptography, String function, List<String> args) {
    return AbiFunction.of(function).call(args, cryptography::hash);
  }

  /**
   * What a constructor is given, without a selector.
   *
   * @param constructor {@code constructor(address,uint256)}
   * @throws IllegalArgumentException says what doesn't fit
   */
  static byte[] construction(String constructor, List<String> args) {
    AbiFunction function = AbiFunction.of(constructor);
    if (!function.name().equals("constructor")) {
      throw new IllegalArgumentException(
          "function must be the constructor with its types, or be left out:"
              + " constructor(address,uint256)");
    }
    return function.arguments(args);
  }
}
