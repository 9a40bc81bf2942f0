package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NumberedLedger.Unsigned;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EthereumClientTest {
  private static final String FROM = "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f";
  private static final String TO = "0x3535353535353535353535353535353535353535";

  private final FakeNetwork network = new FakeNetwork(4, 2).at(7);
  private final EthereumClient client = new EthereumClient(new JsonRpc(), network.endpoints());

  @AfterEach
  void stop() {
    client.close();
    network.close();
  }

  /** The worked example of EIP-155. */
  @Test
  void preparesAndEncodesAsTheStandardsExample() {
    // Given
    Map<String, String> request =
        Map.of(
            "from",
            FROM,
            "to",
            TO,
            "gas",
            "0x5208",
            "gasPrice",
            "0x4a817c800",
            "value",
            "0xde0b6b3a7640000");
    TestKey key = new TestKey(new BigInteger("46".repeat(32), 16));

    // When
    Unsigned unsigned = client.prepare(request, 9);
    String wire = unsigned.encode().encode(key.sign(unsigned.digest()));

    // Then
    assertThat(HexFormat.of().formatHex(unsigned.digest()))
        .isEqualTo("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
    assertThat(wire)
        .isEqualTo(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
                + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8"
                + "997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
  }

  @Test
  void gasIsEstimatedWithAQuarterToSpareWhereItWasNotGiven() {
    // Given
    network.node("rpc-1").result("eth_estimateGas", "\"0x5208\"");

    // When
    Unsigned estimated = client.prepare(Map.of("from", FROM, "to", TO, "data", "0xAB"), 0);

    // Then
    assertThat(estimated.digest())
        .isEqualTo(
            client
                .prepare(Map.of("from", FROM, "to", TO, "input", "0xab", "gas", "0x668a"), 0)
                .digest());
    assertThat(network.node("rpc-1").calls())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_estimateGas\",\"params\":[{\"from\":\""
                + FROM
                + "\",\"to\":\""
                + TO
                + "\",\"gasPrice\":\"0x0\",\"value\":\"0x0\",\"data\":\"0xab\"}]}");
  }

  @Test
  void anEstimateNeverPassesTheBlock() {
    // Given
    network.node("rpc-1").result("eth_estimateGas", "\"0x1c9c37f\"");

    // When
    Unsigned estimated = client.prepare(Map.of("from", FROM, "data", "0x00"), 0);

    // Then
    assertThat(estimated.digest())
        .isEqualTo(
            client.prepare(Map.of("from", FROM, "data", "0x00", "gas", "0x1c9c380"), 0).digest());
  }

  @Test
  void aRevertIsPassedOnAsTheNodeSaidIt() {
    // Given
    network
        .node("rpc-1")
        .error(
            "eth_estimateGas",
            "{\"code\":3,\"message\":\"execution reverted: no\",\"data\":\"0x08c379a0\"}");

    // Then
    assertThatThrownBy(() -> client.prepare(Map.of("from", FROM, "to", TO), 0))
        .isInstanceOfSatisfying(
            LedgerException.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(3);
              assertThat(refused).hasMessage("execution reverted: no");
              assertThat(refused.data()).isEqualTo(Optional.of("0x08c379a0"));
            });
    assertThat(network.node("rpc-2").calls()).isEmpty();
  }

  @Test
  void theNextNonceCountsWhatIsPending() {
    // Given
    network.node("rpc-1").result("eth_getTransactionCount", "\"0x1f\"");

    // When
    long nonce = client.nextNonce("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");

    // Then
    assertThat(nonce).isEqualTo(31);
    assertThat(network.node("rpc-1").calls().get(0))
        .contains("\"params\":[\"" + FROM + "\",\"pending\"]");
  }

  @Test
  void theNextRpcNodeIsAskedWhereOneIsAwayAndNeverAValidator() {
    // Given
    network.node("rpc-1").close();
    network.node("rpc-2").result("eth_getTransactionCount", "\"0x2\"");

    // Then
    assertThat(client.nextNonce(FROM)).isEqualTo(2);
    assertThat(network.node("validator-1").asked()).isEmpty();
  }

  @Test
  void saysThatNoNodeAnswers() {
    // Given
    network.node("rpc-1").close();
    network.node("rpc-2").close();

    // Then
    assertThatThrownBy(() -> client.nextNonce(FROM))
        .isInstanceOf(LedgerException.Unreachable.class)
        .hasMessage("No node of the network answers. Try again in a moment.");
  }

  @Test
  void refusesMoreGasThanABlockTakes() {
    assertThatThrownBy(() -> client.prepare(Map.of("from", FROM, "to", TO, "gas", "0x1c9c381"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gas is 30000001: a block of this network takes at most 30000000");
  }
}
