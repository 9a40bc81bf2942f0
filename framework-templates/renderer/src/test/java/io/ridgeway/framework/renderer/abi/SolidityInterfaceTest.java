package io.ridgeway.framework.renderer.abi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.ContractInterface.Decoded;
import io.ridgeway.framework.ContractInterface.Value;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolidityInterfaceTest {
  private static final String TOKEN =
      """
      [{"type":"constructor","inputs":[]},
       {"type":"function","name":"transfer","stateMutability":"nonpayable",
        "inputs":[{"name":"to","type":"address"},{"name":"value","type":"uint256"}],
        "outputs":[{"name":"","type":"bool"}]},
       {"type":"function","name":"pay","inputs":[{"name":"orders","type":"tuple[]",
        "components":[{"name":"to","type":"address"},{"name":"note","type":"string"}]}]},
       {"type":"event","name":"Transfer","inputs":[
        {"name":"from","type":"address","indexed":true},
        {"name":"to","type":"address","indexed":true},
        {"name":"value","type":"uint256","indexed":false}]},
       {"type":"event","name":"Named","inputs":[
        {"name":"name","type":"string","indexed":true},{"name":"by","type":"bytes4"}]},
       {"type":"event","name":"Hidden","anonymous":true,"inputs":[]},
       {"type":"error","name":"Poor","inputs":[{"name":"least","type":"uint256"}]}]
      """;
  private static final String ALICE = "0x35353535353535353535353535353535353535ab";
  private static final String BOB = "0x00000000000000000000000000000000000000cd";

  /** Of every token's transfers, as explorers of public chains show it. */
  private static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private final SolidityInterface token =
      SolidityInterface.of(TOKEN, SolidityInterfaceTest::keccak);

  @Test
  void tellsItsFunctionsAndEvents() {
    assertThat(token.functions())
        .containsExactly(
            "pay((address,string)[] orders)", "transfer(address to, uint256 value) returns (bool)");
    assertThat(token.events())
        .containsExactly(
            "Named(string name, bytes4 by)", "Transfer(address from, address to, uint256 value)");
  }

  @Test
  void readsCalls() {
    // a9059cbb is transfer(address,uint256) of ERC-20.
    Decoded call =
        token.call("0xa9059cbb" + word(ALICE.substring(2)) + word("0f4240")).orElseThrow();

    assertThat(call.name()).isEqualTo("transfer");
    assertThat(call.values())
        .containsExactly(
            new Value("to", "address", ALICE), new Value("value", "uint256", "1000000"));
    String paid =
        HexFormat.of()
            .formatHex(
                AbiFunction.of("pay((address,string)[])")
                    .call(
                        List.of("[[\"" + ALICE + "\",\"rent\"]]"), SolidityInterfaceTest::keccak));
    assertThat(token.call("0x" + paid).orElseThrow().values().get(0).text())
        .isEqualTo("[[\"" + ALICE + "\",\"rent\"]]");
  }

  @Test
  void readsEventsWhoseValuesAreTopicsAndData() {
    Decoded event =
        token
            .event(
                List.of(TRANSFER, "0x" + word(ALICE.substring(2)), "0x" + word(BOB.substring(2))),
                "0x" + word("07"))
            .orElseThrow();

    assertThat(event.values())
        .containsExactly(
            new Value("from", "address", ALICE),
            new Value("to", "address", BOB),
            new Value("value", "uint256", "7"));
    String digest = "0x" + "ab".repeat(32);
    String named = "0x" + HexFormat.of().formatHex(keccak("Named(string,bytes4)".getBytes(UTF_8)));
    assertThat(
            token
                .event(List.of(named, digest), "0xdeadbeef" + "00".repeat(28))
                .orElseThrow()
                .values())
        .extracting(Value::text)
        .containsExactly(digest, "0xdeadbeef");
  }

  @Test
  void whatItDoesNotHaveOrDoesNotFitIsLeftAsItIs() {
    assertThat(token.call("0x")).isEmpty();
    assertThat(token.call("0xdeadbeef")).isEmpty();
    assertThat(token.call("0xa9059cbb" + word("01"))).isEmpty();
    assertThat(token.call("nonsense")).isEmpty();
    assertThat(token.event(List.of(), "0x")).isEmpty();
    assertThat(token.event(List.of(TRANSFER), "0x" + word("07"))).isEmpty();
    assertThat(token.event(List.of("0x12"), "0x")).isEmpty();
    String two = "0x" + word("01");
    assertThat(token.event(List.of(TRANSFER, two, two), "0x07")).isEmpty();
  }

  @Test
  void namesOfGuomiChainsAreDigestsOfSm3() {
    SolidityInterface guomi = SolidityInterface.of(TOKEN, SolidityInterfaceTest::sm3);
    String selector =
        HexFormat.of().formatHex(sm3("transfer(address,uint256)".getBytes(UTF_8)), 0, 4);

    assertThat(selector).isNotEqualTo("a9059cbb");
    assertThat(guomi.call("0x" + selector + word("01") + word("02"))).isPresent();
    assertThat(guomi.call("0xa9059cbb" + word("01") + word("02"))).isEmpty();
  }

  @Test
  void takesWhatBuildToolsKeep() {
    assertThat(
            SolidityInterface.of("{\"abi\":" + TOKEN + "}", SolidityInterfaceTest::keccak)
                .functions())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[|no JSON: line 1",
        "{}|JSON array",
        "[]|no function and no event",
        "[{\"type\":\"function\"}]|abi[0].name",
        "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":[{\"type\":\"uint7\"}]}]|abi[0].inputs[0].type",
        "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":[{\"type\":\"tuple\"}]}]|inputs[0].components",
        "[{\"type\":\"event\",\"name\":\"a b\"}]|abi[0].name",
      })
  void saysWhatIsWrong(String document, String why) {
    assertThatThrownBy(() -> SolidityInterface.of(document, SolidityInterfaceTest::keccak))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void doesNotGrowWithoutEnd() {
    String item = "{\"type\":\"function\",\"name\":\"f\"}";
    String many = "[" + (item + ",").repeat(1_000) + item + "]";
    assertThatThrownBy(() -> SolidityInterface.of(many, SolidityInterfaceTest::keccak))
        .hasMessageContaining("more than 1000");
    String deep = "\"type\":\"tuple\",\"components\":[{".repeat(20) + "\"type\":\"bool\"";
    assertThatThrownBy(
            () ->
                SolidityInterface.of(
                    "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":[{"
                        + deep
                        + "}]".repeat(20)
                        + "}]}]",
                    SolidityInterfaceTest::keccak))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void anyBytesAreReadOrLeft(@ForAll byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    assertThat(token.call("0xa9059cbb" + hex).isPresent()).isEqualTo(bytes.length >= 64);
    String topic = "0x" + word("01");
    assertThat(token.event(List.of(TRANSFER, topic, topic), "0x" + hex).isPresent())
        .isEqualTo(bytes.length >= 32);
  }

  private static byte[] keccak(byte[] bytes) {
    return digest(new KeccakDigest(256), bytes);
  }

  private static byte[] sm3(byte[] bytes) {
    return digest(new SM3Digest(), bytes);
  }

  private static byte[] digest(Digest digest, byte[] bytes) {
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static String word(String hex) {
    return "0".repeat(64 - hex.length()) + hex;
  }
}
