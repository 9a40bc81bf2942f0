package io.ridgeway.adapter.kubernetes.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AksSignInTest {
  private static final Map<String, String> SETTINGS =
      Map.of("entraTenant", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "clientId", "ridgeway");

  private final List<HttpRequest> asked = new ArrayList<>();

  @Test
  void theServicePrincipalAsksForATokenOfAksItself() {
    // When
    Token token =
        signIn(
            entra(
                200,
                "{\"token_type\": \"Bearer\", \"access_token\": \"eyJ.fresh\", \"expires_in\": 3600}"));
    // Then
    assertThat(token.value()).isEqualTo("eyJ.fresh");
    assertThat(token.until())
        .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));
    HttpRequest request = asked.get(asked.size() - 1);
    assertThat(request.url().toString())
        .startsWith(
            "https://login.microsoftonline.com/3f2504e0-4f89-11d3-9a0c-0305e82c3301/oauth2/v2.0/token");
    assertThat(request.body())
        .contains("grant_type=client_credentials")
        .contains("client_id=ridgeway")
        .contains("6dae42f8-4368-4678-94ff-3960e28e3630%2F.default");
  }

  @Test
  void aRefusalSaysWhoseAndWhatToDoWithoutTheSecret() {
    assertThatThrownBy(
            () ->
                signIn(
                    entra(
                        401,
                        "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS7000222\"}")))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("service principal ridgeway")
        .hasMessageContaining("not expired")
        .hasMessageNotContaining("hush");
  }

  private Token signIn(IHttpClient http) {
    CredentialSource source =
        new CredentialSource(
            new CityNodeId("frankfurt-1"),
            p -> p.equals("clientSecret") ? Optional.of("hush") : Optional.empty());
    return new AksSignIn(SETTINGS, source, http).fresh();
  }

  private IHttpClient entra(int status, String answer) {
    return request -> {
      asked.add(request);
      return answer(
          request.url().getPath().endsWith("/token") ? status : 404,
          request.url().getPath().endsWith("/token") ? answer : "{}");
    };
  }

  private static IHttpResponse answer(int status, String body) {
    HttpResponse response = new HttpResponse();
    response.statusCode(status);
    response.body(body);
    response.addHeaders(Map.of("Content-Type", List.of("application/json")));
    return response;
  }
}
