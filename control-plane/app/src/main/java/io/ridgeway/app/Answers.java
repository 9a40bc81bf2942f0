package io.ridgeway.app;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the addresses that it is given, and ends with 0 if each answers 200, else with 1: what the
 * chart's test runs, in an image that has no other program.
 */
public final class Answers {
  private static final int OK = 200;
  private static final int ATTEMPTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Answers() {}

  public static void main(String[] addresses) throws InterruptedException {
    System.exit(run(List.of(addresses), Duration.ofSeconds(2), System.out));
  }

  static int run(List<String> addresses, Duration pause, PrintStream out)
      throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    List<String> silent = new ArrayList<>();
    for (String address : addresses) {
      String last = ask(http, address);
      for (int i = 1; i < ATTEMPTS && !last.equals(String.valueOf(OK)); i++) {
        Thread.sleep(pause.toMillis());
        last = ask(http, address);
      }
      out.println(last + " " + address);
      if (!last.equals(String.valueOf(OK))) {
        silent.add(address);
      }
    }
    return silent.isEmpty() && !addresses.isEmpty() ? 0 : 1;
  }

  private static String ask(HttpClient http, String address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
    try {
      return String.valueOf(
          http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return "no answer (" + e.getClass().getSimpleName() + ")";
    }
  }
}
