package io.ridgeway.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcFrameTest {
  @Property
  void whatIsFramedIsReadAgain(@ForAll byte[] message) {
    assertThat(GrpcFrame.message(GrpcFrame.of(message))).isEqualTo(message);
  }

  @Property
  void anythingElseIsRefusedAndNothingElseHappens(@ForAll byte[] body) {
    byte[] message;
    try {
      message = GrpcFrame.message(body);
    } catch (GrpcRefusal e) {
      return;
    }
    assertThat(GrpcFrame.of(message)).isEqualTo(body);
  }

  @Test
  void aBodyIsExactlyOneMessageUncompressed() {
    byte[] frame = GrpcFrame.of(new byte[] {1, 2, 3});
    refused(new byte[4], GrpcCode.INVALID_ARGUMENT);
    refused(Arrays.copyOf(frame, frame.length - 1), GrpcCode.INVALID_ARGUMENT);
    refused(Arrays.copyOf(frame, frame.length + 1), GrpcCode.INVALID_ARGUMENT);
    refused(new byte[] {0, -1, -1, -1, -1}, GrpcCode.INVALID_ARGUMENT);
    frame[0] = 1;
    refused(frame, GrpcCode.UNIMPLEMENTED);
  }

  private static void refused(byte[] body, GrpcCode code) {
    assertThatThrownBy(() -> GrpcFrame.message(body))
        .isInstanceOfSatisfying(GrpcRefusal.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Property
  void textsAreAsciiAndReadAgain(@ForAll String text) {
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String encoded = GrpcFrame.encoded(valid);
    assertThat(encoded).matches("[ -~]*");
    assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(valid);
  }

  @Test
  void patienceIsReadAsTheSpecificationHasIt() {
    assertThat(GrpcPatience.of(null)).isEmpty();
    assertThat(GrpcPatience.of("1H")).contains(Duration.ofHours(1));
    assertThat(GrpcPatience.of("2M")).contains(Duration.ofMinutes(2));
    assertThat(GrpcPatience.of("3S")).contains(Duration.ofSeconds(3));
    assertThat(GrpcPatience.of("4999m")).contains(Duration.ofMillis(4_999));
    assertThat(GrpcPatience.of("5u")).contains(Duration.ofNanos(5_000));
    assertThat(GrpcPatience.of("99999999H")).contains(Duration.ofDays(365));
    assertThat(GrpcPatience.of("99999999n")).contains(Duration.ofNanos(99_999_999));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "S", "1", "1s", "-1S", "123456789S", "1 S", "1.5S"})
  void otherPatienceIsRefused(String header) {
    assertThatThrownBy(() -> GrpcPatience.of(header))
        .isInstanceOf(GrpcRefusal.class)
        .hasMessageContaining("grpc-timeout");
  }
}
