package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @Test
  void givesEveryAddressBetweenTheFirstAndTheLast() {
    assertThat(AddressRange.parse("127.77.3.8/30").hosts())
        .containsExactly("127.77.3.9", "127.77.3.10");
  }

  @Test
  void crossesOctets() {
    // When
    AddressRange range = AddressRange.parse("127.77.0.0/16");
    // Then
    assertThat(range.hosts().skip(254).limit(3))
        .containsExactly("127.77.0.255", "127.77.1.0", "127.77.1.1");
    assertThat(range.hosts().count()).isEqualTo(65_534);
    assertThat(range).hasToString("127.77.0.0/16");
  }

  @Test
  void anAddressWithinIsTakenForItsRange() {
    assertThat(AddressRange.parse("127.77.5.9/16")).isEqualTo(AddressRange.parse("127.77.0.0/16"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.201.0.128/26", "172.16.0.0/12", "172.31.9.0/24", "192.168.7.0/24"})
  void takesPrivateOnesToo(String text) {
    assertThat(AddressRange.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "128.0.0.0/16",
        "9.0.0.0/8",
        "172.15.0.0/16",
        "172.32.0.0/16",
        "172.0.0.0/8",
        "192.0.0.0/8",
        "192.169.0.0/16",
        "127.0.0.0/7",
        "127.0.0.0/31",
        "127.0.0.256/24",
        "127.0.0.1",
        ""
      })
  void refusesWhatIsNeitherLoopbackNorPrivate(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback")
        .hasMessageContaining("'" + text + "'");
  }
}
