package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionRequestTest {
  private static final String FROM = "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f";
  private static final String TO = "0x3535353535353535353535353535353535353535";

  private static TransactionRequest parse(Map<String, String> request) {
    return TransactionRequest.parse(request, 20_260, 7);
  }

  @Test
  void whatIsLeftOutIsNought() {
    // When
    TransactionRequest request = parse(Map.of("from", FROM, "to", TO));

    // Then
    assertThat(request.gasPrice()).isEqualTo(BigInteger.ZERO);
    assertThat(request.value()).isEqualTo(BigInteger.ZERO);
    assertThat(request.gas()).isEmpty();
    assertThat(request.data()).isEmpty();
  }

  @Test
  void whatAgreesWithTheNetworkMayBeGiven() {
    // When
    TransactionRequest request =
        parse(
            Map.of(
                "from", FROM, "to", TO, "chainId", "0x4f24", "nonce", "0x7", "type", "0x0", "data",
                "0xAB", "input", "0xab"));

    // Then
    assertThat(request.data()).containsExactly(0xab);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from     | 0x12        | from must be an address: 0x and 40 hex digits",
        "to       | bob         | to must be an address: 0x and 40 hex digits",
        "gas      | 21000       | gas must be a quantity: 0x and hex digits without leading zeros, for example 0x1f",
        "gas      | 0x          | gas must be a quantity: 0x and hex digits without leading zeros, for example 0x1f",
        "value    | 0x01        | value must be a quantity: 0x and hex digits without leading zeros, for example 0x1f",
        "value    | -0x1        | value must be a quantity: 0x and hex digits without leading zeros, for example 0x1f",
        "gas      | 0x10000000000000000 | gas must be less than 2^64",
        "data     | 0xabc       | data must be 0x and an even number of hex digits",
        "data     | abcd        | data must be 0x and an even number of hex digits",
        "data     | 0xzz        | data must be 0x and an even number of hex digits",
        "chainId  | 0x1         | chainId is 1: this network's chain id is 20260",
        "nonce    | 0x8         | nonce is 8: leave it out, the next one is 7",
        "type     | 0x2         | type is 2: leave it out, transactions here are of type 0",
        "maxFeePerGas | 0x1     | maxFeePerGas is not known on this network: gas is free, send a plain transaction",
        "privateFor   | []      | a transaction has no field \"privateFor\"",
      })
  void refusesWhatItCannotMean(String field, String value, String message) {
    // Given
    Map<String, String> request = new HashMap<>(Map.of("from", FROM, "to", TO));
    request.put(field, value);

    // Then
    assertThatThrownBy(() -> parse(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatIsMissing() {
    assertThatThrownBy(() -> parse(Map.of("to", TO)))
        .hasMessage("from is missing: the account that sends");
    assertThatThrownBy(() -> parse(Map.of("from", FROM)))
        .hasMessageStartingWith("to and data are both missing");
    assertThatThrownBy(() -> parse(Map.of("from", FROM, "data", "0x")))
        .hasMessageStartingWith("to and data are both missing");
  }

  @Test
  void refusesDataAndInputThatDiffer() {
    assertThatThrownBy(() -> parse(Map.of("from", FROM, "to", TO, "data", "0x01", "input", "0x02")))
        .hasMessage("data and input differ: give one of them");
  }

  @Test
  void refusesMoreDataThanANodeTakes() {
    assertThatThrownBy(
            () -> parse(Map.of("from", FROM, "to", TO, "data", "0x" + "00".repeat(130_561))))
        .hasMessage("data must have at most 130560 bytes");
  }
}
