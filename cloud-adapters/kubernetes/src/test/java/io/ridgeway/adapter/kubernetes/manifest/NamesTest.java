package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @Test
  void leavesALabelAsItIs() {
    assertThat(Names.label("data")).isEqualTo("data");
    assertThat(Names.labelValue("25.11.0")).isEqualTo("25.11.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Data",
        "a.b",
        "a_b",
        "x-",
        "A...........................................................b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void makesALabelOfAnyFileName(String name) {
    assertThat(Names.label(name)).matches("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "-", "1.0+build", "äöü", "x x x x x x x x x x x x x x x x x x"})
  void makesALabelValueOfAnyText(String text) {
    assertThat(Names.labelValue(text)).matches("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");
  }

  @Test
  void tellsApartWhatWouldReadAlike() {
    assertThat(Names.label("a_b")).isNotEqualTo(Names.label("a.b")).isNotEqualTo("a-b");
    assertThat(Names.labelValue("a b")).isNotEqualTo(Names.labelValue("a+b"));
  }
}
