package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTest {
  @ParameterizedTest
  @CsvSource({
    "already known, KNOWN",
    "known transaction: 1234, KNOWN",
    "Known transaction, KNOWN",
    "nonce too low, TAKEN",
    "'nonce too low: next nonce 5, tx nonce 4', TAKEN",
    "Transaction nonce is below sender account nonce, TAKEN",
    "replacement transaction underpriced, TAKEN",
    "REPLACEMENT_TRANSACTION_UNDERPRICED, TAKEN",
    "nonce too high, AHEAD",
    "Transaction nonce is too distant from current sender nonce, OTHER",
    "transaction underpriced, OTHER",
    "insufficient funds for gas * price + value, OTHER",
    "exceeds block gas limit, OTHER",
    "'', OTHER"
  })
  void readsTheNodesWords(String message, Rejection expected) {
    // When
    Rejection rejection = Rejection.of(message);

    // Then
    assertThat(rejection).isEqualTo(expected);
  }
}
