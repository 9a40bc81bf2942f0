package io.ridgeway.keys.kek;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.kek.Kept.Fresh;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to Microsoft Entra in the order of Azure's own libraries: a service principal of the
 * environment, a pod's identity (workload identity federation), a managed identity.
 */
final class AzureSignIn implements Supplier<Fresh<String>> {
  private static final long PATIENCE_SECONDS = 20;
  private static final String ENTRA = "https://login.microsoftonline.com/";
  private static final String CLIENT = "AZURE_CLIENT_ID";
  private static final String TENANT = "AZURE_TENANT_ID";
  private static final String SECRET = "AZURE_CLIENT_SECRET";
  private static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

  private final Map<String, String> environment;
  private final String resource;
  private final @Nullable IHttpClient http;

  /**
   * To vaults of a cloud.
   *
   * @param host the vault's; what is behind its first dot says which of Azure's clouds it is
   * @param http another transport than the library's own
   */
  AzureSignIn(Map<String, String> environment, String host, @Nullable IHttpClient http) {
    this.environment = environment;
    this.resource = "https://" + host.substring(host.indexOf('.') + 1);
    this.http = http;
  }

  @Override
  public Fresh<String> get() {
    try {
      IAuthenticationResult result = asked().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Fresh<>(result.accessToken(), result.expiresOnDate().toInstant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(e);
    } catch (CustodyException e) {
      throw e;
    } catch (Exception e) {
      throw refused(e);
    }
  }

  private Future<IAuthenticationResult> asked() throws Exception {
    if (environment.containsKey(TENANT) && environment.containsKey(CLIENT)) {
      if (environment.containsKey(SECRET)) {
        return asPrincipal(ClientCredentialFactory.createFromSecret(environment.get(SECRET)));
      }
      if (environment.containsKey(TOKEN_FILE)) {
        char[] read = new SecretFile(Path.of(environment.get(TOKEN_FILE))).read();
        String assertion = new String(read);
        Arrays.fill(read, '\0');
        return asPrincipal(ClientCredentialFactory.createFromClientAssertion(assertion));
      }
    }
    return asManaged();
  }

  private Future<IAuthenticationResult> asPrincipal(IClientCredential credential) throws Exception {
    String host = environment.getOrDefault("AZURE_AUTHORITY_HOST", ENTRA);
    ConfidentialClientApplication.Builder builder =
        ConfidentialClientApplication.builder(environment.get(CLIENT), credential)
            .authority(host + (host.endsWith("/") ? "" : "/") + environment.get(TENANT) + "/")
            // The environment says where Entra is: national clouds have hosts of their own.
            .instanceDiscovery(false);
    if (http != null) {
      builder.httpClient(http);
    }
    return builder
        .build()
        .acquireToken(
            ClientCredentialParameters.builder(Set.of(resource + "/.default"))
                .skipCache(true)
                .build());
  }

  private Future<IAuthenticationResult> asManaged() throws Exception {
    String client = environment.get(CLIENT);
    ManagedIdentityApplication.Builder builder =
        ManagedIdentityApplication.builder(
            client == null
                ? ManagedIdentityId.systemAssigned()
                : ManagedIdentityId.userAssignedClientId(client));
    if (http != null) {
      builder.httpClient(http);
    }
    return builder
        .build()
        .acquireTokenForManagedIdentity(
            ManagedIdentityParameters.builder(resource).forceRefresh(true).build());
  }

  private CustodyException refused(Exception cause) {
    return new CustodyException(
        "Microsoft Entra gives this process no token for "
            + resource
            + ": it needs AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_FEDERATED_TOKEN_FILE (a"
            + " pod's identity sets them) or AZURE_CLIENT_SECRET, or a managed identity; and what"
            + " they say must be known there and not have ended",
        cause);
  }
}
