package io.ridgeway.framework.renderer.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbiFunctionTest {
  private static final String ADDRESS = "0x35353535353535353535353535353535353535ab";

  /** The examples of the Solidity documentation, "Contract ABI Specification". */
  @Test
  void encodesAsTheSpecificationsExamples() {
    assertThat(encoded("baz(uint32,bool)", "69", "true")).isEqualTo("cdcd77c0" + n(0x45) + n(1));
    assertThat(encoded("bar(bytes3[2])", "[\"0x616263\",\"0x646566\"]"))
        .isEqualTo("fce353f6" + left("616263") + left("646566"));
    assertThat(encoded("sam(bytes,bool,uint256[])", "0x64617665", "true", "[1,2,3]"))
        .isEqualTo(
            "a5643bf2"
                + n(0x60)
                + n(1)
                + n(0xa0)
                + n(4)
                + left("64617665")
                + n(3)
                + n(1)
                + n(2)
                + n(3));
    assertThat(
            encoded(
                "f(uint256,uint32[],bytes10,bytes)",
                "0x123",
                "[\"0x456\",\"0x789\"]",
                "0x31323334353637383930",
                "0x48656c6c6f2c20776f726c6421"))
        .isEqualTo(
            "8be65246"
                + n(0x123)
                + n(0x80)
                + left("31323334353637383930")
                + n(0xe0)
                + n(2)
                + n(0x456)
                + n(0x789)
                + n(0x0d)
                + left("48656c6c6f2c20776f726c6421"));
    assertThat(encoded("g(uint256[][],string[])", "[[1,2],[3]]", "[\"one\",\"two\",\"three\"]"))
        .isEqualTo(
            "2289b18c"
                + n(0x40)
                + n(0x140)
                + n(2)
                + n(0x40)
                + n(0xa0)
                + n(2)
                + n(1)
                + n(2)
                + n(1)
                + n(3)
                + n(3)
                + n(0x60)
                + n(0xa0)
                + n(0xe0)
                + n(3)
                + left("6f6e65")
                + n(3)
                + left("74776f")
                + n(5)
                + left("7468726565"));
  }

  @Test
  void signaturesAreReadAsPeopleWriteThem() {
    // ERC-20's transfer
    for (String written :
        List.of(
            "transfer(address,uint256)",
            "transfer(address to, uint amount)",
            "function transfer(address to, uint256 amount) external returns (bool)")) {
      assertThat(encoded(written, ADDRESS, "7")).startsWith("a9059cbb");
    }
    assertThat(AbiFunction.of("f()").tellsOutputs()).isFalse();
    assertThat(AbiFunction.of("f() view returns (uint256)").tellsOutputs()).isTrue();
  }

  @Test
  void whatComesBackIsWrittenForPeople() {
    assertThat(answer("f() returns (uint256)", n(42))).isEqualTo("42");
    assertThat(answer("f() returns (int8)", "ff".repeat(32))).isEqualTo("-1");
    assertThat(answer("f() returns (bool)", n(1))).isEqualTo("true");
    assertThat(answer("f() returns (address)", "00".repeat(12) + ADDRESS.substring(2)))
        .isEqualTo(ADDRESS);
    assertThat(answer("f() returns (string)", n(32) + n(2) + left("6869"))).isEqualTo("hi");
    assertThat(
            answer(
                "f() returns (uint256 n, (bytes2,string)[] all)",
                n(5) + n(0x40) + n(1) + n(0x20) + left("abcd") + n(0x40) + n(2) + left("6869")))
        .isEqualTo("[\"5\",[[\"0xabcd\",\"hi\"]]]");
  }

  @Property(tries = 200)
  void whatIsEncodedIsDecoded(@ForAll List<Integer> numbers, @ForAll String text) {
    // Given: surrogates without their other half are no text
    String whole = new String(text.getBytes(UTF_8), UTF_8);
    String types = "(int256[] n,(string,bool,bytes4)[2] t)";

    // When
    byte[] call =
        AbiFunction.of("f" + types)
            .call(
                List.of(
                    numbers.toString(),
                    "[[%1$s,true,\"0x01020304\"],[%1$s,false,\"0x00000000\"]]"
                        .formatted(new com.fasterxml.jackson.databind.node.TextNode(whole))),
                AbiFunctionTest::keccak);

    // Then
    String answer = AbiFunction.of("f() returns " + types).answer(tail(call));
    assertThat(answer)
        .startsWith(
            numbers.stream()
                .map(n -> "\"" + n + "\"")
                .collect(java.util.stream.Collectors.joining(",", "[[", "],")))
        .endsWith("false,\"0x00000000\"]]]");
  }

  @Test
  void manyWaysToOneLongItemAreNoAnswer() {
    // Given 1,000 offsets that all lead to one text
    int ways = 1_000;
    String text = n(320) + "61".repeat(320);
    String all = n(32) + n(ways) + n(ways * 32).repeat(ways) + text;

    // Then
    assertThatThrownBy(() -> answer("f() returns (string[])", all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("isn't what the signature says");
    assertThat(answer("f() returns (string,string)", n(64) + n(64) + n(2) + left("6869")))
        .as("a few may share one")
        .isEqualTo("[\"hi\",\"hi\"]");
  }

  @Property(tries = 500)
  void whateverBytesComeBackAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      assertThat(AbiFunction.of("f() returns (string[],(uint8,bytes)[2][])").answer(bytes))
          .startsWith("[");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("isn't what the signature says");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "f",
        "f(",
        "f()x",
        "f(uint7)",
        "f(uint264)",
        "f(bytes33)",
        "f(bytes0)",
        "f(float)",
        "f(uint256[0])",
        "f(uint256[9999])",
        "f(uint8[1024][1024][1024])",
        "f(uint8[1024][32],bool)",
        "f() returns ((uint8[1024][32],bool)[])",
        "f(uint256[)",
        "1f()",
        "f()returns",
        "f(,)",
        "f() returns (x)",
        "((((((((((((",
        "f(uint256)(uint256)"
      })
  void whatIsNoSignatureIsRefused(String signature) {
    assertThatThrownBy(() -> AbiFunction.of(signature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("function must be a signature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uint8 | 256 | args[0] is no uint8: 256",
        "uint8 | -1 | args[0] is no uint8: -1",
        "int8 | 128 | args[0] is no int8: 128",
        "uint256 | 1.5 | args[0] must be a whole number, in digits or 0x…",
        "uint256 | ten | args[0] must be a whole number, in digits or 0x…",
        "address | 0x12 | args[0] must be an address: 0x and 40 hex digits",
        "bool | 1 | args[0] must be true or false",
        "bytes2 | 0xabcdef | args[0] must have 2 bytes, it has 3",
        "bytes | abc | args[0] must be 0x and an even number of hex digits",
        "uint256[] | 7 | args[0] must be a JSON array, for uint256[]: [\"1\",\"2\"]",
        "uint256[] | [[1]] | args[0][0] must be one value, for uint256",
        "uint256[] | [null] | args[0][0] must be one value, for uint256",
        "uint256[2] | [1] | args[0] must have 2 items",
        "(bool,bool) | [true] | args[0] must have 2 items",
        "uint256[][] | [1] | args[0][0] must be an array, for uint256[]",
      })
  void aWrongArgumentIsNamed(String type, String arg, String told) {
    assertThatThrownBy(() -> encoded("f(" + type + ")", arg))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(told);
  }

  @Test
  void eachParameterWantsItsArgument() {
    assertThatThrownBy(() -> encoded("transfer(address,uint256)", ADDRESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("transfer takes 2 arguments, not 1");
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private static byte[] keccak(byte[] bytes) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Test
  void constructorsAreGivenTheirArgumentsAlone() {
    assertThat(
            HexFormat.of()
                .formatHex(AbiFunction.of("constructor(uint8 n)").arguments(List.of("7"))))
        .isEqualTo(n(7));
    assertThat(AbiFunction.of("constructor()").name()).isEqualTo("constructor");
  }

  private static byte[] tail(byte[] call) {
    return java.util.Arrays.copyOfRange(call, 4, call.length);
  }

  private static String encoded(String signature, String... args) {
    return HexFormat.of()
        .formatHex(AbiFunction.of(signature).call(List.of(args), AbiFunctionTest::keccak));
  }

  private static String answer(String signature, String hex) {
    return AbiFunction.of(signature).answer(HexFormat.of().parseHex(hex));
  }

  private static String n(int number) {
    return "%064x".formatted(number);
  }

  private static String left(String hex) {
    return hex + "0".repeat(64 - hex.length());
  }
}
