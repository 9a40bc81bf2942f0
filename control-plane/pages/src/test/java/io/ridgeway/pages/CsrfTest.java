package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.pages.Csrf.Sent;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class CsrfTest {
  private static final String TOKEN = new Csrf(new SecureRandom()).next();
  private static final String HOST = "ridgeway.example:8080";
  private static final String ORIGIN = "https://ridgeway.example:8080";

  @Test
  void takesAFormOfOurOwn() {
    assertThat(Csrf.isOurs(new Sent("POST", HOST, "same-origin", ORIGIN, TOKEN, TOKEN))).isTrue();
  }

  @Test
  void takesAFormFromABrowserThatSaysNothingOfItsSender() {
    assertThat(Csrf.isOurs(new Sent("POST", HOST, null, null, TOKEN, TOKEN))).isTrue();
  }

  @Test
  void letsThroughWhatChangesNothing() {
    assertThat(Csrf.isOurs(new Sent("GET", HOST, "cross-site", null, null, null))).isTrue();
  }

  @Test
  void refusesAFormOfAnotherSiteWhateverItsToken() {
    assertThat(Csrf.isOurs(new Sent("POST", HOST, "cross-site", null, TOKEN, TOKEN))).isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, "same-site", null, TOKEN, TOKEN))).isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, null, "https://evil.example", TOKEN, TOKEN)))
        .isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, null, "null", TOKEN, TOKEN))).isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, null, "not an origin", TOKEN, TOKEN))).isFalse();
  }

  @Test
  void refusesAFormWithoutItsTokenOrWithAnother() {
    String other = new Csrf(new SecureRandom()).next();

    assertThat(Csrf.isOurs(new Sent("POST", HOST, "same-origin", ORIGIN, null, TOKEN))).isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, "same-origin", ORIGIN, TOKEN, null))).isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, "same-origin", ORIGIN, TOKEN, other))).isFalse();
    assertThat(Csrf.isOurs(new Sent("POST", HOST, "same-origin", ORIGIN, "", ""))).isFalse();
  }

  @Test
  void countsAnyMethodThatChangesSomething() {
    assertThat(Csrf.isOurs(new Sent("DELETE", HOST, null, null, null, null))).isFalse();
    assertThat(Csrf.isOurs(new Sent("PUT", HOST, null, null, null, null))).isFalse();
  }
}
