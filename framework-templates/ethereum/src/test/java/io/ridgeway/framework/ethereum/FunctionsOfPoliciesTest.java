package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions as keys' policies know them: by what a signed transaction says of them. */
class FunctionsOfPoliciesTest {
  private final EthereumPack pack = new EthereumPack();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer(address,uint256)",
        "transfer(address to, uint256 value) returns (bool)",
        "0xa9059cbb",
        "0xA9059CBB"
      })
  void aFunctionIsItsSelector(String written) {
    assertThat(pack.functionOf(written)).isEqualTo("0xa9059cbb");
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String written : new String[] {"transfer", "0xa9059c", "", "transfer(address"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> pack.functionOf(written));
    }
    assertThat(pack.pays()).isTrue();
  }
}
