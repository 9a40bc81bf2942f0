package io.ridgeway.adapter.kubernetes.clouds;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.ridgeway.adapter.AdapterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Google GKE: an OAuth access token of a service account, for an hour. */
final class GkeSignIn implements SignIn {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String KEY = "serviceAccountKey";

  private final CredentialSource credentials;

  GkeSignIn(CredentialSource credentials) {
    this.credentials = credentials;
  }

  @Override
  public Token fresh() {
    AccessToken token = token(account(credentials.required(KEY)));
    return new Token(token.getTokenValue(), token.getExpirationTime().toInstant());
  }

  private static ServiceAccountCredentials account(String key) {
    try {
      return ServiceAccountCredentials.fromStream(
          new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      // Its message may quote the key.
      throw new AdapterException.Undeclared(
          "The credential "
              + KEY
              + " is not the JSON key of a Google service account; make a new key of type JSON and"
              + " set it again.");
    }
  }

  private static AccessToken token(ServiceAccountCredentials account) {
    try {
      return ((ServiceAccountCredentials) account.createScoped(SCOPE)).refreshAccessToken();
    } catch (IOException e) {
      throw new AdapterException.Unreachable(
          "Google gave no token for "
              + account.getClientEmail()
              + ": see that the account is enabled and the key not deleted, and that "
              + account.getTokenServerUri().getHost()
              + " can be reached.",
          e);
    }
  }
}
