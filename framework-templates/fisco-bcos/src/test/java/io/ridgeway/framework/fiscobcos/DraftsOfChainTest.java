package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Drafts.Draft;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.model.network.NodeName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionBuilderJniObj;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is drafted here, signed by an account's own key and sent: as the chain's SDK has it. */
class DraftsOfChainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final String CONTRACT = "0x6849f21d1e455e9f0712b1e99fa4fcd23758e8f1";
  private static final Call CALL =
      new Call(CONTRACT, "note(string)", List.of("合同-7"), Map.of(), Optional.empty());

  private final Node node = new Node();

  /** One that takes what it is sent. */
  private static final class Node implements Asking {
    private final List<String> sent = new ArrayList<>();
    private boolean silent;

    @Override
    public NodeName node() {
      return NodeName.of("sealer", 1);
    }

    @Override
    public JsonNode ask(String method, List<?> parameters) {
      if (method.equals("getBlockNumber")) {
        return JSON.getNodeFactory().numberNode(41);
      }
      assertThat(method).isEqualTo("sendTransaction");
      sent.add(parameters.get(2).toString());
      if (silent) {
        throw new LedgerException.Unreachable("sealer-1 does not answer");
      }
      return JSON.createObjectNode().put("status", 0).put("blockNumber", 42).put("output", "0x");
    }
  }

  private static Chain chain(Cryptography cryptography) {
    Scenario scenario =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
    return Chain.of(scenario.input(PACK, scenario.identities(PACK).identities()).birth());
  }

  private FiscoClient client(Cryptography cryptography) {
    return new FiscoClient(chain(cryptography), VirtualMachine.EVM, List.of(node), () -> "4711");
  }

  private static TestKey key(Cryptography cryptography, String seed) {
    return TestKey.next(cryptography, new SeededRandom(seed));
  }

  private static String account(Cryptography cryptography, TestKey key) {
    return key.id().account(cryptography);
  }

  /** As the SDK signs: of SM2 with the public key behind it. */
  private static byte[] signed(Cryptography cryptography, TestKey key, byte[] digest) {
    CryptoSuite suite =
        new CryptoSuite(
            cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
    return suite.sign(digest, suite.loadKeyPair(key.privateHex())).encode();
  }

  private static int sdk(Cryptography cryptography) {
    return cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE;
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theSdkReadsWhatIsDraftedAndWhatIsSent(Cryptography cryptography) throws Exception {
    // Given
    TestKey key = key(cryptography, "clerk");

    // When
    Draft draft = client(cryptography).draft(CALL, account(cryptography, key));

    // Then
    String read =
        TransactionBuilderJniObj.decodeTransactionDataToJsonObj(
            HexFormat.of().formatHex(draft.payload()));
    JsonNode data = JSON.readTree(read);
    long made = TransactionBuilderJniObj.createTransactionDataWithJson(read);
    assertThat(bytes(TransactionBuilderJniObj.calcTransactionDataHash(sdk(cryptography), made)))
        .isEqualTo(draft.digest());
    TransactionBuilderJniObj.destroyTransactionData(made);
    assertThat(data.path("to").asText()).isEqualTo(CONTRACT);
    assertThat(data.path("blockLimit").asLong()).isEqualTo(341);
    assertThat(data.path("nonce").asText()).isEqualTo("4711");

    // When
    byte[] signature = signed(cryptography, key, draft.digest());
    String id =
        client(cryptography)
            .submit(new Signed(draft.payload(), signature), account(cryptography, key))
            .transaction();

    // Then
    assertThat(id).isEqualTo("0x" + HexFormat.of().formatHex(draft.digest()));
    JsonNode sent =
        JSON.readTree(TransactionBuilderJniObj.decodeTransactionToJsonObj(node.sent.get(0)));
    assertThat(sent.path("data")).isEqualTo(data);
    assertThat(node.sent.get(0)).contains(HexFormat.of().formatHex(signature));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void whatTheSdkMakesAndHashesIsTakenAsADraft(Cryptography cryptography) throws Exception {
    // Given
    Chain chain = chain(cryptography);
    TestKey key = key(cryptography, "clerk");
    long made =
        TransactionBuilderJniObj.createTransactionData(
            chain.groupId(), chain.id(), CONTRACT, "0x12345678", "", 341);
    byte[] payload = bytes(TransactionBuilderJniObj.encodeTransactionData(made));
    byte[] digest =
        bytes(TransactionBuilderJniObj.calcTransactionDataHash(sdk(cryptography), made));
    TransactionBuilderJniObj.destroyTransactionData(made);

    // When
    String id =
        client(cryptography)
            .submit(
                new Signed(payload, signed(cryptography, key, digest)), account(cryptography, key))
            .transaction();

    // Then
    assertThat(id).isEqualTo("0x" + HexFormat.of().formatHex(digest));
    assertThat(node.sent).hasSize(1);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aSignatureOfAnotherKeyOrAnotherPayloadIsRefused(Cryptography cryptography) {
    // Given
    FiscoClient client = client(cryptography);
    TestKey key = key(cryptography, "clerk");
    String account = account(cryptography, key);
    Draft draft = client.draft(CALL, account);
    byte[] signature = signed(cryptography, key, draft.digest());
    byte[] other = draft.payload().clone();
    other[other.length - 1] ^= 1;
    byte[] altered = signature.clone();
    altered[40] ^= 1;
    byte[] longer = Arrays.copyOf(draft.payload(), draft.payload().length + 1);

    // Then
    for (Signed wrong :
        List.of(
            new Signed(
                draft.payload(), signed(cryptography, key(cryptography, "other"), draft.digest())),
            new Signed(other, signature),
            new Signed(longer, signature),
            new Signed(draft.payload(), altered),
            new Signed(draft.payload(), new byte[signature.length]),
            new Signed(draft.payload(), Arrays.copyOf(signature, 63)),
            new Signed(draft.payload(), new byte[0]),
            new Signed(new byte[0], signature),
            new Signed(new byte[] {(byte) 0xf8, 1}, signature))) {
      assertThatThrownBy(() -> client.submit(wrong, account))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> client.submit(new Signed(draft.payload(), signature), CONTRACT))
        .hasMessageContaining("signature isn't of " + CONTRACT);
    assertThatThrownBy(() -> client.submit(new Signed(draft.payload(), signature), "0x12"))
        .hasMessageContaining("account must be an address");
    assertThat(node.sent).isEmpty();
  }

  @Test
  void aPayloadOfAnotherChainIsRefused() {
    // Given
    TestKey key = key(Cryptography.STANDARD, "clerk");
    ChainTransaction foreign =
        new ChainTransaction("chain9", "group9", 341, "1", CONTRACT, new byte[] {1});

    // Then
    assertThatThrownBy(
            () ->
                client(Cryptography.STANDARD)
                    .submit(
                        new Signed(
                            foreign.payload(),
                            signed(
                                Cryptography.STANDARD, key, foreign.digest(Cryptography.STANDARD))),
                        account(Cryptography.STANDARD, key)))
        .hasMessageContaining("for another chain or group");
  }

  @Test
  void aHighSIsSentInItsLowFormAndTheRecoveryIdMayBeLeftOut() {
    // Given
    FiscoClient client = client(Cryptography.STANDARD);
    TestKey key = key(Cryptography.STANDARD, "clerk");
    String account = account(Cryptography.STANDARD, key);
    Draft draft = client.draft(CALL, account);
    byte[] low = signed(Cryptography.STANDARD, key, draft.digest());
    BigInteger order = Cryptography.STANDARD.curve().getN();
    byte[] high = Arrays.copyOf(low, 64);
    System.arraycopy(
        BigIntegers.asUnsignedByteArray(32, order.subtract(new BigInteger(1, low, 32, 32))),
        0,
        high,
        32,
        32);

    // When
    client.submit(new Signed(draft.payload(), Arrays.copyOf(low, 64)), account);
    client.submit(new Signed(draft.payload(), high), account);

    // Then
    assertThat(node.sent.get(1)).isEqualTo(node.sent.get(0));
  }

  @Test
  void deploymentsAreDraftedAndWhatMakesNoSenseIsNot() {
    // Given
    FiscoClient client = client(Cryptography.GUOMI);
    String account = account(Cryptography.GUOMI, key(Cryptography.GUOMI, "clerk"));

    // Then
    assertThat(
            TarsReader.of(
                    client
                        .draft(
                            Call.deployment(
                                "0x6080", "constructor()", List.of(), Map.of(), Optional.empty()),
                            account)
                        .payload())
                .text(6))
        .isEmpty();
    assertThatThrownBy(() -> client.draft(CALL, "clerk"))
        .hasMessageContaining("account must be an address");
    assertThatThrownBy(
            () ->
                client.draft(
                    new Call("notary", "f()", List.of(), Map.of(), Optional.empty()), account))
        .hasMessageContaining("contract must be an address");
  }

  @Test
  void whatIsSentToSomebodySilentIsNeverSentAgain() {
    // Given
    FiscoClient client = client(Cryptography.STANDARD);
    TestKey key = key(Cryptography.STANDARD, "clerk");
    String account = account(Cryptography.STANDARD, key);
    Draft draft = client.draft(CALL, account);
    node.silent = true;

    // Then
    assertThatThrownBy(
            () ->
                client.submit(
                    new Signed(draft.payload(), signed(Cryptography.STANDARD, key, draft.digest())),
                    account))
        .isInstanceOf(LedgerException.Unknown.class);
    assertThat(node.sent).hasSize(1);
  }
}
