package io.ridgeway.model.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order that exists can be written into a certificate. */
class CertificateOrderTest {
  @Test
  void hostsAreSortedAndEachIsThereOnce() {
    assertThat(order(List.of("b.example.org", "10.0.0.1", "a", "b.example.org")).hosts())
        .containsExactly("10.0.0.1", "a", "b.example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "peer0.org1.example.org",
        "1a.example.org",
        "10.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "2001:db8:0:1:2:3:4:5",
        "2001:DB8::5",
        "1::"
      })
  void takesNamesAndAddresses(String host) {
    assertThat(order(List.of(host)).hosts()).containsExactly(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "Peer0.example.org",
        "*.example.org",
        "-a.example.org",
        "a..b",
        "a.",
        ".a",
        "a_b",
        "example.org:7051",
        "http://a",
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "1.2.3.4.5",
        "a.1",
        "123",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        ":1",
        "12345::",
        "[::1]",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "a,b",
        "a\u0000b",
        "a\nb"
      })
  void refusesWhatIsNeither(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(List.of(host)))
        .withMessage(
            "a certificate's host is a DNS name in lower case or an IP address, without port");
  }

  @Test
  void hasAtMostAHundredHosts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(Collections.nCopies(101, "a")))
        .withMessage("a certificate has at most 100 hosts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", " a", "a "})
  void refusesASubjectThatIsNoName(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Subject.of(name));
    assertThatIllegalArgumentException().isThrownBy(() -> Subject.of("a").in(name));
    assertThatIllegalArgumentException().isThrownBy(() -> Subject.of("a").inUnit(name));
    assertThatIllegalArgumentException().isThrownBy(() -> Subject.of("a".repeat(65)));
  }

  @Test
  void livesForASecondTo100Years() {
    for (Duration lifetime : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(40_000))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> order(List.of(), lifetime))
          .withMessage("a certificate lives for a second to 100 years");
    }
  }

  private static CertificateOrder order(List<String> hosts) {
    return order(hosts, Duration.ofDays(1));
  }

  private static CertificateOrder order(List<String> hosts, Duration lifetime) {
    return new CertificateOrder(
        "peer0",
        Subject.of("peer0"),
        CertificateUse.TLS,
        hosts,
        lifetime,
        new Holder.Custody(KeyId.next()));
  }
}
