package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.Drafts;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.framework.Submission;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Transactions of accounts whose keys are elsewhere, on ledgers that draft them. */
class SignedCallsTest {
  private final List<String> asked = new ArrayList<>();
  private final LedgerClient ledger =
      (LedgerClient)
          Proxy.newProxyInstance(
              Drafts.class.getClassLoader(),
              new Class<?>[] {Drafts.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "draft" -> {
                      asked.add("draft " + arguments[0] + " for " + arguments[1]);
                      yield new Drafts.Draft(new byte[] {1, 2}, new byte[] {3});
                    }
                    case "submit" -> {
                      asked.add("submit for " + arguments[1]);
                      yield new Submission("0x5f", () -> null);
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  @Test
  void itIsDraftedAndSentForItsAccount() {
    // When
    String draft =
        SignedCalls.prepare(
                ledger,
                SignedRequest.Reader.preparation(
                    bytes("{'contract':'0xc','function':'put()','args':[],'account':'0xa'}")))
            .toString();
    Submission sent =
        SignedCalls.submit(
            ledger,
            SignedRequest.Reader.signed(
                    bytes("{'payload':'0x0102','signature':'0x03','account':'0xa','async':true}"),
                    true)
                .orElseThrow());

    // Then
    assertThat(draft)
        .isEqualTo(
            "{'step':'transaction','account':'0xa','payload':'0x0102','digest':'03'}"
                .replace('\'', '"'));
    assertThat(sent.transaction()).isEqualTo("0x5f");
    assertThat(asked)
        .containsExactly(
            "draft " + new Call("0xc", "put()", List.of(), Map.of(), Optional.empty()) + " for 0xa",
            "submit for 0xa");
  }

  @Test
  void certificatesAreNamedToNoLedgerOfAccountsAndWhatIsSignedWholeGoesItsOtherWay() {
    SignedRequest certified =
        SignedRequest.Reader.preparation(
            bytes("{'contract':'0xc','function':'put()','organisation':'a','certificate':'PEM'}"));
    assertThatThrownBy(() -> SignedCalls.prepare(ledger, certified))
        .hasMessageContaining("name the account that signs");
    assertThatThrownBy(
            () ->
                SignedCalls.submit(
                    ledger,
                    new SignedRequest.Of(
                        new Signed(new byte[1], new byte[0]), Optional.empty(), false)))
        .hasMessageContaining("takes no transactions");
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
