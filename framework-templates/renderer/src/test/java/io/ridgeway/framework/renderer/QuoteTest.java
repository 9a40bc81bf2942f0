package io.ridgeway.framework.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {
  @Test
  void noValueEndsItsOwnString() {
    assertThat(Quote.QUOTE.text("\"; drop = \"")).isEqualTo("\"\\\"; drop = \\\"\"");
    assertThat(Quote.QUOTE.text("\\")).isEqualTo("\"\\\\\"");
  }

  @Test
  void controlCharactersAreEscapedAndLettersOfAllScriptsStay() {
    assertThat(Quote.QUOTE.text("\t\u0000\u007f 链 𝄞")).isEqualTo("\"\\u0009\\u0000\\u007f 链 𝄞\"");
  }

  @Test
  void anEmptyListIsAList() {
    assertThat(Quote.QUOTE.list(List.of())).isEqualTo("[]");
  }

  @Test
  void halfACharacterIsRefused() {
    assertThatThrownBy(() -> Quote.QUOTE.text("\ud834"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
