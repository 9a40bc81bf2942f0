package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.problem.Violation;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VirtualMachineTest {
  private static final byte[] SOLIDITY = HexFormat.of().parseHex("6080604052348015600e575f5ffd");
  private static final byte[] WEB_ASSEMBLY = HexFormat.of().parseHex("0061736d01000000");

  @Test
  void eachRunsItsOwn() {
    assertThat(VirtualMachine.EVM.deploying(SOLIDITY)).isEmpty();
    assertThat(VirtualMachine.WASM.deploying(WEB_ASSEMBLY)).isEmpty();
  }

  @Test
  void aContractForTheOtherIsRefused() {
    assertThat(VirtualMachine.EVM.deploying(WEB_ASSEMBLY))
        .contains(
            new Violation(
                "code",
                "The code is WebAssembly, and this chain runs Solidity: compile it for the EVM."));
    assertThat(VirtualMachine.WASM.deploying(SOLIDITY))
        .contains(
            new Violation(
                "code",
                "The code is not WebAssembly, which is all that this chain runs: compile it with"
                    + " Liquid."));
  }

  @Test
  void noCodeIsRefusedByBoth() {
    for (VirtualMachine machine : VirtualMachine.values()) {
      assertThat(machine.deploying(new byte[0]))
          .contains(new Violation("code", "There is no code."));
    }
  }
}
