package io.ridgeway.engine.takedown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static String redacted(String text, String... keys) {
    return new Redaction(List.of(keys), key -> "#" + key.length()).of(text);
  }

  @Test
  void aKeyIsSaidByItsHash() {
    assertThat(redacted("beta: There is nothing under person-17.", "person-17"))
        .isEqualTo("beta: There is nothing under key #9.");
    assertThat(redacted("Nothing under PERSON-17 (person-170)", "person-17", "person-170"))
        .isEqualTo("Nothing under key #9 (key #10)");
    assertThat(redacted("There is $1 nothing.", "person-17")).isEqualTo("There is $1 nothing.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M\"üll\\er\n",
        "M\\\"üll\\\\er\\n",
        "M\\\"\\u00fcll\\\\er\\n",
        "M\\\\\\\"\\\\u00FCll\\\\\\\\er\\\\n",
        "M\\u0022\\xfcll\\u005cer\\u000a"
      })
  void itIsFoundAsContractsWriteIt(String written) {
    assertThat(redacted("none of [" + written + "]", "M\"üll\\er\n")).isEqualTo("none of [key #9]");
  }

  @Test
  void partsOfCompositeKeysAreHiddenToo() {
    assertThat(redacted("no person 17 named Miller", "\u0000person\u0000Miller\u000017\u0000"))
        .isEqualTo("no … 17 named …");
  }

  @Test
  void whereNoKeysAreEverythingIsSaid() {
    assertThat(redacted("There is nothing.")).isEqualTo("There is nothing.");
    assertThat(redacted("There is nothing.", "")).isEqualTo("There is nothing.");
  }
}
