package io.ridgeway.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RpcScannerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RpcScanner scanner = new RpcScanner(100);

  private RpcRequest scan(String body) {
    return scanner.scan(body.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.of("1", "-1", "1.0e5", "99999999999999999999", "null", "\"é\\n😀\"", "\"\"");
  }

  @Property(tries = 300)
  void findsIdAndParamsAsTheyWereWritten(
      @ForAll("ids") String id, @ForAll String text, @ForAll boolean spaced) throws Exception {
    // Given
    String params = "[" + JSON.writeValueAsString(text) + ",{\"a\":[1,2.50]}]";
    String gap = spaced ? " \n\t" : "";
    String body =
        "{%s\"params\":%s%s%s,\"id\"%s:%s%s,\"jsonrpc\":\"2.0\",\"method\":\"eth_call\"}%s"
            .formatted(gap, gap, params, gap, gap, gap, id, gap);

    // When
    RpcRequest request = scan(gap + body);

    // Then
    assertThat(request)
        .isInstanceOfSatisfying(
            RpcRequest.One.class,
            one -> {
              RpcCall call = one.call();
              assertThat(call.fault()).isNull();
              assertThat(call.id().text()).isEqualTo(id);
              assertThat(call.params().text()).isEqualTo(params);
              assertThat(call.method()).isEqualTo("eth_call");
              assertThat(call.exact()).isTrue();
              assertThat(call.whole().text()).isEqualTo(body.strip());
            });
  }

  @Property(tries = 500)
  void neverThrowsWhateverTheBytes(@ForAll byte[] body) {
    // When, Then
    assertThat(scanner.scan(body)).isNotNull();
  }

  @Property(tries = 500)
  void writesErrorsThatAreJsonWhateverTheMessage(@ForAll String message) throws Exception {
    // When
    byte[] answer = RpcWriter.error(null, RpcError.parse(message));

    // Then
    JsonNode read = JSON.readTree(new String(answer, StandardCharsets.UTF_8));
    assertThat(read.get("id").isNull()).isTrue();
    assertThat(read.at("/error/code").asInt()).isEqualTo(-32700);
  }

  @Test
  void marksWhatTwoReadersMightReadDifferently() {
    // When
    RpcCall call =
        ((RpcRequest.One)
                scan(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":null,\"PARAMS\":[1]}"))
            .call();

    // Then
    assertThat(call.exact()).isFalse();
    assertThat(call.params()).isNull();
    assertThat(new String(RpcWriter.call(call), StandardCharsets.UTF_8))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}");
  }

  @Test
  void takesNoOtherEncodingThanUtf8() {
    // Given
    String body = "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}";

    // When, Then
    for (var charset :
        java.util.List.of(
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16,
            java.nio.charset.Charset.forName("UTF-32LE"),
            java.nio.charset.Charset.forName("UTF-32BE"))) {
      assertThat(scanner.scan(body.getBytes(charset)))
          .as(charset.name())
          .isInstanceOf(RpcRequest.Unreadable.class);
    }
  }

  @Test
  void writesACallWithParamsUnderAnotherId() throws Exception {
    // Given
    RpcCall call =
        ((RpcRequest.One) scan("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":[1.0]}"))
            .call();

    // When
    byte[] written = RpcWriter.call(call, Slice.of("5".getBytes(StandardCharsets.US_ASCII)));

    // Then
    ObjectNode read = (ObjectNode) JSON.readTree(written);
    assertThat(read.get("id").asInt()).isEqualTo(5);
    assertThat(read.get("params").toString()).isEqualTo("[1.0]");
  }

  @Test
  void letsNobodyForwardWhatTheGatewayAnswersItself() {
    // When, Then
    assertThatThrownBy(() -> new Methods(Set.of("eth_sendTransaction")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("answered by the gateway");
  }

  @Test
  void offersNothingOfANodesInside() {
    // When, Then
    assertThat(Methods.DEFAULTS)
        .allSatisfy(
            method ->
                assertThat(method)
                    .matches("(eth|net|web3)_.*")
                    .doesNotStartWith("eth_sign")
                    .doesNotContain("Work"));
  }
}
