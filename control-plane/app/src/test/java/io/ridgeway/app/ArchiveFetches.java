package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Fetches of one archive, as anybody sends them.
 *
 * @param user who fetches it
 * @param file the archive's, at the portal
 * @param stored the directory of its parts
 */
record ArchiveFetches(RunningRidgeway ridgeway, Firm firm, String user, String file, Path stored) {
  private static final int ASKED = 4;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private HttpRequest request(String method) {
    return HttpRequest.newBuilder(URI.create(ridgeway.portalUrl() + file))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + ridgeway.token(user).get())
        .header("Ridgeway-Tenant", firm.id())
        .method(method, BodyPublishers.noBody())
        .build();
  }

  /** Whoever asks for its length alone, or goes away, holds no place for long. */
  void assertNoneIsHeld() {
    for (int i = 0; i < ASKED; i++) {
      for (String method : List.of("HEAD", "GET")) {
        RunningRidgeway.await(method + " has a place", () -> left(method) == 200);
      }
    }
  }

  private int left(String method) {
    HttpResponse<InputStream> response =
        CLIENT.sendAsync(request(method), BodyHandlers.ofInputStream()).join();
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.statusCode();
  }

  /** While a part of it can't be read on, two wait for it and all others are told to come again. */
  void assertOnlySoManyAtATime() throws IOException, InterruptedException {
    Path part;
    try (Stream<Path> parts = Files.list(stored)) {
      part = parts.findFirst().orElseThrow();
    }
    Path aside = part.resolveSibling("aside");
    Files.move(part, aside);
    List<CompletableFuture<HttpResponse<String>>> asked;
    try {
      assertThat(new ProcessBuilder("mkfifo", part.toString()).start().waitFor()).isZero();
      asked =
          Stream.generate(() -> CLIENT.sendAsync(request("GET"), BodyHandlers.ofString()))
              .limit(ASKED)
              .toList();
      RunningRidgeway.await("all but two are refused", () -> done(asked).size() == ASKED - 2);
      assertThat(done(asked))
          .allSatisfy(
              refused -> {
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).contains("The organisation fetches 2 archives already");
              });
    } finally {
      // A pipe that is opened and closed ends for those who wait for it.
      FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
      Files.move(aside, part, StandardCopyOption.REPLACE_EXISTING);
    }
    RunningRidgeway.await(
        "the others are over", () -> asked.stream().allMatch(CompletableFuture::isDone));
  }

  private static List<HttpResponse<String>> done(
      List<CompletableFuture<HttpResponse<String>>> asked) {
    return asked.stream()
        .filter(one -> one.isDone() && !one.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .toList();
  }
}
