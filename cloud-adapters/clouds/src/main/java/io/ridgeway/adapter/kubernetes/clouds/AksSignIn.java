package io.ridgeway.adapter.kubernetes.clouds;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IHttpClient;
import io.ridgeway.adapter.AdapterException;
import java.net.MalformedURLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Azure AKS: a Microsoft Entra token of a service principal for AKS's own application. */
final class AksSignIn implements SignIn {
  /** The application that every AKS cluster with Entra sign-in trusts; the same everywhere. */
  private static final String AKS = "6dae42f8-4368-4678-94ff-3960e28e3630/.default";

  private static final long PATIENCE_SECONDS = 20;

  private final String authority;
  private final String client;
  private final CredentialSource credentials;
  private final @Nullable IHttpClient http;

  AksSignIn(Map<String, String> configuration, CredentialSource credentials) {
    this(configuration, credentials, null);
  }

  /** With another transport than the library's own. */
  AksSignIn(
      Map<String, String> configuration, CredentialSource credentials, @Nullable IHttpClient http) {
    this.authority =
        configuration.getOrDefault("authorityHost", "https://login.microsoftonline.com")
            + "/"
            + Settings.required(configuration, "entraTenant");
    this.client = Settings.required(configuration, "clientId");
    this.credentials = credentials;
    this.http = http;
  }

  @Override
  public Token fresh() {
    try {
      IAuthenticationResult result =
          application()
              .acquireToken(ClientCredentialParameters.builder(Set.of(AKS)).skipCache(true).build())
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Token(result.accessToken(), result.expiresOnDate().toInstant());
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(e);
    }
  }

  private ConfidentialClientApplication application() {
    try {
      var builder =
          ConfidentialClientApplication.builder(
                  client,
                  ClientCredentialFactory.createFromSecret(credentials.required("clientSecret")))
              .authority(authority)
              // The operator says where Entra is: national clouds have hosts of their own.
              .instanceDiscovery(false);
      if (http != null) {
        builder.httpClient(http);
      }
      return builder.build();
    } catch (MalformedURLException e) {
      throw new AdapterException.Undeclared(
          "The authority " + authority + " is no address; see authorityHost and entraTenant.");
    }
  }

  private AdapterException refused(Exception cause) {
    return new AdapterException.Unreachable(
        "Microsoft Entra gave no token for the service principal "
            + client
            + ": see that its secret has not expired, and that "
            + authority
            + " can be reached.",
        cause);
  }
}
