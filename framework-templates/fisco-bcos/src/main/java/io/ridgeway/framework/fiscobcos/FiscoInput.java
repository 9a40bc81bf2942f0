package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Call;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** What calls are in a transaction: the contract, and what it is given. */
record FiscoInput(Chain chain, VirtualMachine machine) {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

  /** Bytes in hex, one at least. */
  static final Pattern CODE = Pattern.compile("0x(?:[0-9a-fA-F]{2})+");

  /** The contract's address; empty to deploy one. */
  String to(Call call) {
    return call.deploys() ? "" : address("contract", call.contract());
  }

  /** What the contract is given, or the code of one and what its constructor is given behind it. */
  byte[] data(Call call) {
    if (!call.transientData().isEmpty()) {
      throw new IllegalArgumentException(
          "transient isn't offered: this ledger keeps and shows all that its contracts are given");
    }
    return call.deploys()
        ? code(call)
        : Solidity.call(chain.cryptography(), call.function(), call.args());
  }

  private byte[] code(Call call) {
    String given = call.code();
    if (!CODE.matcher(given).matches()) {
      throw new IllegalArgumentException("deploy must be 0x and the contract's code in hex");
    }
    byte[] code = HexFormat.of().parseHex(given.substring(2));
    machine
        .deploying(code)
        .ifPresent(
            violation -> {
              throw new IllegalArgumentException(violation.message());
            });
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(code);
    all.writeBytes(Solidity.construction(call.function(), call.constructorArgs()));
    return all.toByteArray();
  }

  /** An address as it is compared. */
  static String address(String name, String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(name + " must be an address: 0x and 40 hex digits");
    }
    return address.toLowerCase(Locale.ROOT);
  }
}
