package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.Drafts.Draft;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever keeps his key has a transaction made, signs it, and has it sent. */
class DraftsTest {
  private static final String FROM = "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f";
  private static final String TO = "0x3535353535353535353535353535353535353535";
  private static final Call CALL =
      new Call(TO, "put(uint256)", List.of("7"), Map.of(), Optional.empty());

  private final FakeNetwork network = new FakeNetwork(4, 1).at(7);
  private final EthereumClient client = new EthereumClient(new JsonRpc(), network.endpoints());
  private final TestKey key = new TestKey(new BigInteger("46".repeat(32), 16));

  @BeforeEach
  void aNodeThatTakesIt() {
    network.node("rpc-1").result("eth_getTransactionCount", "\"0x9\"");
    network.node("rpc-1").result("eth_estimateGas", "\"0x5208\"");
    network.node("rpc-1").result("eth_sendRawTransaction", "\"0x" + "ab".repeat(32) + "\"");
  }

  @AfterEach
  void stop() {
    client.close();
    network.close();
  }

  @Test
  void itIsSentAsItWasDraftedAndSigned() {
    // When
    Draft draft = client.draft(CALL, FROM);
    EcdsaSignature signature = key.sign(draft.digest());
    String sent =
        client.submit(new Signed(draft.payload(), bytes(signature, 1)), FROM).transaction();

    // Then
    assertThat(sent).isEqualTo("0x" + "ab".repeat(32));
    assertThat(network.node("rpc-1").asked())
        .anyMatch(
            asked ->
                asked.contains("eth_sendRawTransaction")
                    && asked.contains(HexFormat.of().formatHex(signature.r())));
    assertThat(draft.digest()).isEqualTo(Keccak.hash(draft.payload()));
    assertThat(client.unsigned(draft.payload()).what()).isEqualTo("to " + TO + " with nonce 9");
  }

  @Test
  void theSignatureMayBeOfEitherFormAndIsSentInTheLowOne() {
    // Given
    Draft draft = client.draft(CALL, FROM);
    EcdsaSignature low = key.sign(draft.digest());
    BigInteger order = CustomNamedCurves.getByName("secp256k1").getN();
    byte[] high = BigIntegers.asUnsignedByteArray(32, order.subtract(new BigInteger(1, low.s())));

    // When
    client.submit(new Signed(draft.payload(), bytes(low, 0)), FROM);
    client.submit(
        new Signed(draft.payload(), bytes(new EcdsaSignature(low.r(), high, 0), 1)), FROM);

    // Then
    List<String> sent =
        network.node("rpc-1").asked().stream()
            .filter(asked -> asked.contains("eth_sendRawTransaction"))
            .map(asked -> asked.replaceAll("\"id\":[0-9]+", ""))
            .toList();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
    assertThat(sent.get(0)).contains(HexFormat.of().formatHex(low.s()));
  }

  @Test
  void aSignatureOfAnotherKeyOrAnotherPayloadIsRefused() {
    // Given
    Draft draft = client.draft(CALL, FROM);
    byte[] signature = bytes(key.sign(draft.digest()), 1);
    byte[] other = draft.payload().clone();
    other[3] ^= 1;

    // Then
    for (Signed wrong :
        List.of(
            new Signed(draft.payload(), bytes(new TestKey(BigInteger.TEN).sign(draft.digest()), 1)),
            new Signed(other, signature),
            new Signed(draft.payload(), new byte[64]),
            new Signed(draft.payload(), Arrays.copyOf(signature, 63)),
            new Signed(draft.payload(), new byte[0]))) {
      assertThatThrownBy(() -> client.submit(wrong, FROM))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> client.submit(new Signed(draft.payload(), signature), TO))
        .hasMessageContaining("signature isn't of 0x3535");
    assertThat(network.node("rpc-1").asked())
        .noneMatch(asked -> asked.contains("eth_sendRawTransaction"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "c0",
        "0201",
        // EIP-155's example, signed; on another chain; with a number that begins with a zero
        "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
            + "25a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f"
            + "761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
        "ec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008002"
            + "8080",
        "ed82000985"
            + "04a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
            + "80018080",
      })
  void onlyWhatWasDraftedIsTaken(String payload) {
    assertThatThrownBy(
            () -> client.submit(new Signed(HexFormat.of().parseHex(payload), new byte[64]), FROM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("payload must be the one that transactions/prepare has answered");
  }

  private static byte[] bytes(EcdsaSignature signature, int more) {
    byte[] bytes = new byte[64 + more];
    System.arraycopy(signature.r(), 0, bytes, 0, 32);
    System.arraycopy(signature.s(), 0, bytes, 32, 32);
    return bytes;
  }
}
