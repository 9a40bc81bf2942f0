package io.ridgeway.model.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.problem.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackRulesTest {
  private final CallbackRules usual = CallbackRules.usual();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://hooks.example.com:8443/a/b?c=d",
        "HTTPS://93.184.216.34/x",
        "https://example.com./x",
        "https://[2606:4700::1111]/x",
        "https://1.1.1.1.example.com/"
      })
  void thePublicInternetMayBeCalled(String url) {
    assertThat(usual.check(url)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " https://example.com",
        "http://example.com",
        "ftp://example.com",
        "example.com",
        "//example.com/x",
        "https:///x",
        "https://",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com/#fragment",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://ex\u00e4mple.com/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://db.localhost/",
        "https://kubernetes.default.svc.cluster.local/",
        "https://metadata.google.internal/",
        "https://postgres/",
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://017700000001/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:93.184.216.34]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fd00::1]/",
        "https://[ff02::1]/",
        "https://%31%32%37.0.0.1/",
        "https://\u2460\u2461\u2466.0.0.1/"
      })
  void allElseIsRefused(String url) {
    assertThatThrownBy(() -> usual.check(url)).isInstanceOf(Refusal.class);
  }

  @Test
  void aUrlHasALength() {
    String url = "https://example.com/" + "x".repeat(CallbackRules.LONGEST - 20);
    assertThat(usual.check(url)).hasToString(url);
    assertThatThrownBy(() -> usual.check(url + "x")).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "0.1.2.3, false",
    "10.255.255.255, false",
    "11.0.0.0, true",
    "100.64.0.1, false",
    "100.128.0.1, true",
    "127.255.0.1, false",
    "169.254.0.1, false",
    "172.15.0.1, true",
    "172.31.255.1, false",
    "172.32.0.1, true",
    "192.0.0.8, false",
    "192.0.2.1, false",
    "192.168.1.1, false",
    "198.19.0.1, false",
    "198.51.100.7, false",
    "203.0.113.7, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "2606:4700::1111, true",
    "2001:0:1::1, false",
    "2001:db8::1, false",
    "2002:808:808::1, false",
    "::1, false",
    "::8.8.8.8, false",
    "64:ff9b::808:808, false",
    "100::1, false",
    "fc00::1, false",
    "fdff::1, false",
    "fe80::1, false",
    "fec0::1, false",
    "ff0e::1, false",
    // Java makes this one 127.0.0.1.
    "::ffff:127.0.0.1, false"
  })
  void anAddressIsOfThePublicInternetOrNot(String address, boolean is) throws UnknownHostException {
    assertThat(usual.mayReach(InetAddress.getByName(address), 443)).isEqualTo(is);
  }

  @Test
  void theOperatorMayAllowMore() throws UnknownHostException {
    // Given
    CallbackRules rules = new CallbackRules(true, Set.of("127.0.0.1:8443", "10.0.0.7"));

    // Then
    assertThat(rules.check("http://127.0.0.1:8443/x")).hasPort(8443);
    assertThat(rules.check("http://10.0.0.7/x")).hasNoPort();
    assertThatThrownBy(() -> rules.check("http://127.0.0.1/x")).isInstanceOf(Refusal.class);
    assertThat(rules.mayReach(InetAddress.getByName("127.0.0.1"), 8443)).isTrue();
    assertThat(rules.mayReach(InetAddress.getByName("127.0.0.1"), 8444)).isFalse();
    assertThat(rules.mayReach(InetAddress.getByName("127.0.0.2"), 8443)).isFalse();
    assertThatThrownBy(() -> rules.check("http://localhost:8443/")).isInstanceOf(Refusal.class);
  }
}
