package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls OpenBao or Vault, and signs in when that is needed. A call that got no answer is made once
 * more: wrapping and unwrapping change nothing there. No token, secret or data key stands in an
 * address or a message.
 */
final class TransitCalls {
  private static final int FORBIDDEN = 403;

  private final TransitSettings settings;
  private final HttpClient client;
  private volatile @Nullable String token;

  TransitCalls(TransitSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout());
    settings.authorities().map(Authorities::trusting).ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** Asks; signs in anew once if it isn't let in. */
  Answer get(String path) {
    return signedIn(path, Optional.empty());
  }

  /** Sends the body, which stays the caller's. */
  Answer post(String path, JsonBody body) {
    return signedIn(path, Optional.of(body));
  }

  private Answer signedIn(String path, Optional<JsonBody> body) {
    String standing = token;
    Answer answer = call(path, body, Optional.of(standing == null ? signIn() : standing));
    if (answer.status() == FORBIDDEN && standing != null) {
      answer.close();
      answer = call(path, body, Optional.of(signIn()));
    }
    return answer;
  }

  private String signIn() {
    TransitSignIn way = settings.signIn();
    if (way instanceof TransitSignIn.Token kept) {
      char[] read = new SecretFile(kept.file()).read();
      token = new String(read);
      Arrays.fill(read, '\0');
    } else if (way instanceof TransitSignIn.AppRole role) {
      try (JsonBody body =
          new JsonBody()
              .with("role_id", role.role())
              .with("secret_id", new SecretFile(role.secretFile()).read())) {
        token = login(role.mount(), body);
      }
    } else if (way instanceof TransitSignIn.Kubernetes pod) {
      try (JsonBody body =
          new JsonBody()
              .with("role", pod.role())
              .with("jwt", new SecretFile(pod.tokenFile()).read())) {
        token = login(pod.mount(), body);
      }
    }
    String signedIn = token;
    if (signedIn == null) {
      throw new IllegalStateException("no way to sign in: " + way.getClass().getSimpleName());
    }
    return signedIn;
  }

  private String login(String mount, JsonBody body) {
    try (Answer answer = call("auth/" + mount + "/login", Optional.of(body), Optional.empty())) {
      return answer
          .text("client_token")
          .filter(found -> answer.ok())
          .map(
              found -> {
                String text = new String(found, StandardCharsets.US_ASCII);
                Arrays.fill(found, (byte) 0);
                return text;
              })
          .orElseThrow(
              () ->
                  new CustodyException(
                      settings.address()
                          + " lets this instance not sign in by auth/"
                          + mount
                          + ": "
                          + answer.errors()
                          + ". Look at its role and its secret."));
    }
  }

  private Answer call(String path, Optional<JsonBody> body, Optional<String> as) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.address() + "/v1/" + path))
            .timeout(settings.timeout())
            .header("X-Vault-Request", "true");
    as.ifPresent(known -> request.header("X-Vault-Token", known));
    settings.namespace().ifPresent(name -> request.header("X-Vault-Namespace", name));
    body.ifPresentOrElse(
        with ->
            request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(with.bytes())),
        request::GET);
    try {
      return send(request.build());
    } catch (IOException first) {
      try {
        return send(request.build());
      } catch (IOException e) {
        throw new CustodyException(
            settings.address()
                + " doesn't answer within "
                + settings.timeout().toSeconds()
                + " s, so no data key can be wrapped or unwrapped. Is it up, unsealed, and its"
                + " certificate of an authority that is known here?",
            e);
      }
    }
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CustodyException("Interrupted while " + settings.address() + " was asked", e);
    }
  }
}
