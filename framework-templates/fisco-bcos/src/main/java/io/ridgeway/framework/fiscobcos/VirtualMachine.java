package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.problem.Violation;
import java.util.Optional;

/** What runs a chain's contracts: one of the two, for good. */
public enum VirtualMachine {
  /** Solidity's. */
  EVM("evm", "WebAssembly, and this chain runs Solidity: compile it for the EVM"),
  /** WebAssembly's, for contracts of Liquid. */
  WASM("wasm", "not WebAssembly, which is all that this chain runs: compile it with Liquid");

  private static final int[] MAGIC = {0x00, 'a', 's', 'm'};

  private final String parameter;
  private final String unfit;

  VirtualMachine(String parameter, String unfit) {
    this.parameter = parameter;
    this.unfit = unfit;
  }

  static VirtualMachine of(String parameter) {
    return parameter.equals(WASM.parameter) ? WASM : EVM;
  }

  String parameter() {
    return parameter;
  }

  /**
   * Why that code can't be deployed, if it can't.
   *
   * @param code as the compiler gave it: creation code of the EVM, or a module of WebAssembly
   */
  public Optional<Violation> deploying(byte[] code) {
    if (code.length == 0) {
      return Optional.of(new Violation("code", "There is no code."));
    }
    return isWebAssembly(code) == (this == WASM)
        ? Optional.empty()
        : Optional.of(new Violation("code", "The code is " + unfit + "."));
  }

  private static boolean isWebAssembly(byte[] code) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (code.length <= i || code[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }
}
