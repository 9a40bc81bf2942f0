package io.ridgeway.gateway.bsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbiTest {
  private static final String ABI =
      """
      [{"type":"constructor","inputs":[{"type":"uint256"}]},
       {"name":"get","constant":true,"inputs":[],"outputs":[{"type":"string"},{"type":"bool"}]},
       {"type":"function","name":"sum","stateMutability":"pure","inputs":
         [{"type":"uint256[2]"},{"type":"tuple[]","components":
           [{"type":"address"},{"type":"tuple","components":[{"type":"bytes"}]}]}],
        "outputs":[{"type":"tuple","components":[{"type":"int8"}]}]},
       {"type":"function","name":"set","inputs":[{"type":"string"}],"outputs":[]},
       {"type":"function","name":"set","inputs":[{"type":"string"},{"type":"string"}]},
       {"type":"event","name":"Set","inputs":[{"type":"string"}]}]
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | 0 | get() | get() returns (string,bool) | true",
        "sum | 2 | sum(uint256[2],(address,(bytes))[]) |"
            + " sum(uint256[2],(address,(bytes))[]) returns ((int8)) | true",
        "set | 1 | set(string) | set(string) | false",
        "set | 2 | set(string,string) | set(string,string) | false"
      })
  void functionsAreFoundByTheirNameAndHowMuchTheyTake(
      String name, int takes, String signature, String answered, boolean constant) {
    assertThat(Abi.of(ABI).function(name, takes))
        .isEqualTo(new Abi.Function(name, signature, answered, takes, constant));
  }

  @Test
  void whatThereIsNotIsSaid() {
    assertThatThrownBy(() -> Abi.of(ABI).function("Set", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no function Set of 1 arguments")
        .hasMessageContaining("set(string), set(string,string)");
    assertThatThrownBy(() -> Abi.of(ABI).function("set", 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "7", "[{}] x", "[", "[{\"name\":\"\"}]", "[{\"inputs\":[]}]"})
  void whatIsNoInterfaceIsRefused(String text) {
    assertThatThrownBy(() -> Abi.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aParameterHasAType() {
    assertThatThrownBy(() -> Abi.of("[{\"name\":\"f\",\"inputs\":[{}]}]"))
        .hasMessageContaining("a parameter without a type");
  }

  @Test
  void argumentsAreTextsAsClientsTakeThem() {
    assertThat(
            Abi.arguments(
                "[\"a\","
                    + " 115792089237316195423570985008687907853269984665640564039457584007913129639935,"
                    + " true, -1, [1, [\"b\"]], \"0x00\"]"))
        .containsExactly(
            "a",
            "115792089237316195423570985008687907853269984665640564039457584007913129639935",
            "true",
            "-1",
            "[1,[\"b\"]]",
            "0x00");
    assertThat(Abi.arguments("")).isEmpty();
    for (String wrong : new String[] {"x", "{}", "[null]", "[1] 2"}) {
      assertThatThrownBy(() -> Abi.arguments(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("funcParam");
    }
  }
}
