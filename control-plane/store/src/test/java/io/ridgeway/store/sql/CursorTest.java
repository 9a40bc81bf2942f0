package io.ridgeway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void readsBackWhatItWrote() {
    Cursor cursor = new Cursor(Instant.parse("2026-03-01T10:15:30.123456Z"), "q0123456789ab");

    assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        ":",
        "x:q1",
        "1:",
        "-1:q1",
        "1:Q1",
        "1:q\u0000",
        "99999999999999999999:q1"
      })
  void refusesWhatIsNoneOfOurs(String plain) {
    String text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Cursor.parse("*" + plain)).isInstanceOf(Refusal.class);
  }
}
