package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  @Test
  void readsTextsWithTheEscapesThatServicesWrite() {
    Answer answer = answer("{\"a\": \"AA\\u003d\\u003D\", \"b\" :\"x\\/y\\\"z\\\\\", \"c\":\"\"}");
    assertThat(answer.word("a")).contains("AA==");
    assertThat(answer.word("b")).contains("x/y\"z\\");
    assertThat(answer.word("c")).contains("");
    assertThat(answer.word("d")).isEmpty();
  }

  @Test
  void readsBase64OfEitherAlphabet() {
    assertThat(answer("{\"v\":\"-_8\"}").base64("v").orElseThrow())
        .isEqualTo(answer("{\"v\":\"+/8=\"}").base64("v").orElseThrow())
        .isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
    assertThat(answer("{\"v\":\"*\"}").base64("v")).isEmpty();
  }

  @Test
  void knowsTrueFromAllElse() {
    assertThat(answer("{\"v\": true}").yes("v")).isTrue();
    assertThat(answer("{\"v\":false}").yes("v")).isFalse();
    assertThat(answer("{\"v\":\"true\"}").yes("v")).isFalse();
    assertThat(answer("{\"v\":tru").yes("v")).isFalse();
    assertThat(answer("{}").yes("v")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"never ends",
        "{\"a\":\"\\",
        "{\"a\":\"\\u00",
        "{\"a\":\"\\u4e2d\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\u00zz\"}",
        "{\"a\":\"\\n\"}",
        "{\"a\":1}",
        "{\"a\"",
        "\"a\":"
      })
  void whatItCannotReadIsNotThere(String body) {
    assertThat(answer(body).word("a")).isEmpty();
  }

  private static Answer answer(String body) {
    return new Answer(200, body.getBytes(StandardCharsets.UTF_8));
  }
}
