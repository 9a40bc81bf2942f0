package io.ridgeway.keys.kek;

import com.google.auth.oauth2.GoogleCredentials;
import io.ridgeway.keys.CustodyException;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Google's Application Default Credentials: the file that {@code GOOGLE_APPLICATION_CREDENTIALS}
 * names (a federation with another provider, too), that of {@code gcloud}, or the metadata server,
 * which knows a pod's identity. The library keeps the token and renews it in time.
 */
final class GoogleSignIn implements Supplier<String> {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";

  private @Nullable GoogleCredentials credentials;

  @Override
  public synchronized String get() {
    try {
      GoogleCredentials known = credentials;
      if (known == null) {
        known = GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
        credentials = known;
      }
      known.refreshIfExpired();
      return known.getAccessToken().getTokenValue();
    } catch (IOException e) {
      // Its message may quote a file.
      throw new CustodyException(
          "Google gives this process no token ("
              + e.getClass().getSimpleName()
              + "): it needs Application Default Credentials, a pod's identity or a file that"
              + " GOOGLE_APPLICATION_CREDENTIALS names, and their account must be enabled.");
    }
  }
}
