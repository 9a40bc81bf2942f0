package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonRpcTest {
  private static final int MEBIBYTE = 1 << 20;

  private final FakeNode node = new FakeNode();
  private final JsonRpc rpc = new JsonRpc();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    // Given
    node.result("eth_call", "\"0x" + "61".repeat(8 * MEBIBYTE) + "\"");

    // Then
    assertThatThrownBy(() -> rpc.call(node.at(), Duration.ofSeconds(20), "eth_call").join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessageContaining("longer than 16 MiB");
  }

  @Test
  void aLongOneIsReadWhole() {
    // Given
    String text = "é".repeat(4 * MEBIBYTE);
    node.result("eth_call", "\"" + text + "\"");

    // Then
    assertThat(rpc.call(node.at(), Duration.ofSeconds(20), "eth_call").join().asText())
        .isEqualTo(text);
  }
}
