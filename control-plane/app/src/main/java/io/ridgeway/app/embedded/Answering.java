package io.ridgeway.app.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether what was started answers by HTTP. */
final class Answering {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private Answering() {}

  /**
   * Asks once.
   *
   * @param who answers there, for people
   * @return whether the answer is 200; false if there is none
   */
  static boolean well(HttpClient http, URI address, String who) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while waiting for " + who, e);
    }
  }
}
