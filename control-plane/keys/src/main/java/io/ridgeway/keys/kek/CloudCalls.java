package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Calls of a cloud's door, each within its timeout. One that nobody answered, or that was answered
 * by "too many" or an error within, is made again, three times in all, for as long as there is
 * time: wrapping and unwrapping change nothing there. Each attempt but the last has half of what is
 * left, so that one that hangs leaves time for another.
 */
final class CloudCalls {
  private static final int ATTEMPTS = 3;
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int TOO_MANY = 429;
  private static final int WITHIN = 500;

  /** No answer of these services is nearly as long; what comes after it isn't read. */
  private static final int LONGEST = 65_536;

  private final URI endpoint;
  private final Duration timeout;
  private final HttpClient client;

  CloudCalls(CloudDoor door) {
    this(door.endpoint(), door.authorities(), door.timeout());
  }

  /** Of a door that may also be a machine's own metadata service, which knows no TLS. */
  CloudCalls(URI endpoint, Optional<Path> authorities, Duration timeout) {
    this.endpoint = endpoint;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout);
    authorities.map(Authorities::trusting).ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** Whether the service itself is in a plight, as its status says. */
  static boolean busy(Answer answer) {
    return answer.status() == TOO_MANY || answer.status() >= WITHIN;
  }

  /**
   * Asks.
   *
   * @param request made anew for each attempt, since signatures have dates
   * @param busy which answers are to be followed by another attempt
   * @return the last answer, which may still be such
   * @throws CustodyException if nobody answers in time
   */
  Answer send(Supplier<HttpRequest> request, Predicate<Answer> busy) {
    long until = System.nanoTime() + timeout.toNanos();
    for (int attempt = 1; ; attempt++) {
      try {
        long before = System.nanoTime();
        HttpRequest next = request.get();
        // Whoever signs in for it does so within a time of their own.
        until += System.nanoTime() - before;
        long left = until - System.nanoTime();
        Answer answer = once(next, attempt == ATTEMPTS ? left : left / 2);
        if (!busy.test(answer) || !pause(attempt, until)) {
          return answer;
        }
        answer.close();
      } catch (IOException e) {
        if (!pause(attempt, until)) {
          throw away(e);
        }
      }
    }
  }

  private Answer once(HttpRequest request, long nanos) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> asked = client.sendAsync(request, bounded());
    try {
      HttpResponse<byte[]> response = asked.get(nanos, TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new HttpTimeoutException("no answer in time");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new CustodyException("Interrupted while " + endpoint + " was asked", e);
    }
  }

  /** False if this was the last attempt, or there is no time for another one. */
  private boolean pause(int attempt, long until) {
    long millis = (long) FIRST_PAUSE_MILLIS << (2 * (attempt - 1));
    millis += ThreadLocalRandom.current().nextLong(millis);
    if (attempt == ATTEMPTS || until - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(millis)) {
      return false;
    }
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CustodyException away(IOException cause) {
    return new CustodyException(
        endpoint
            + " doesn't answer within "
            + timeout.toSeconds()
            + " s, so no data key can be wrapped or unwrapped. Is it up, may this process reach it,"
            + " and is its certificate of an authority that is known here? The next call asks it"
            + " again.",
        cause);
  }

  private static BodyHandler<byte[]> bounded() {
    return info -> {
      Filled filled = new Filled();
      BodySubscriber<Void> parts = BodySubscribers.ofByteArrayConsumer(filled);
      return BodySubscribers.mapping(parts, end -> filled.whole());
    };
  }

  /** Collects an answer and leaves no copies of it behind. */
  private static final class Filled implements Consumer<Optional<byte[]>> {
    private final byte[] bytes = new byte[LONGEST];
    private int length;

    @Override
    public void accept(Optional<byte[]> part) {
      part.ifPresent(
          some -> {
            int taken = Math.min(some.length, LONGEST - length);
            System.arraycopy(some, 0, bytes, length, taken);
            length += taken;
            Arrays.fill(some, (byte) 0);
          });
    }

    byte[] whole() {
      byte[] whole = Arrays.copyOf(bytes, length);
      Arrays.fill(bytes, (byte) 0);
      return whole;
    }
  }
}
