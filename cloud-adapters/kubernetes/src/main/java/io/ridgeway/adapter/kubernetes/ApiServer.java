package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.ridgeway.adapter.AdapterException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one API server, each repeated until it is answered or the call's time is up.
 *
 * <p>All requests that are repeated may be: a server-side apply and a deletion say what shall be, a
 * replacement names the version that it replaces, and whoever creates must expect that it is there.
 * So a lost answer does no harm. While nothing is heard at all, one attempt must do, so that the
 * networks of a city node that is down don't keep their callers for long.
 */
final class ApiServer {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(3);
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String base;
  private final Duration timeout;
  private final Pace pace;
  private final Clock clock;
  private volatile Instant heard = Instant.EPOCH;
  private volatile boolean silent;

  ApiServer(HttpClient http, String base, Duration timeout, Pace pace, Clock clock) {
    this.http = http;
    this.base = base.replaceAll("/+$", "");
    this.timeout = timeout;
    this.pace = pace;
    this.clock = clock;
  }

  /** When it last answered anything. */
  Instant heard() {
    return heard;
  }

  /** What stands at {@code path}, if anything. */
  Optional<JsonNode> get(String path, Deadline deadline) {
    return found(new Call("GET", path, "", "", "application/json", "reading " + path), deadline);
  }

  /** The metadata of what stands at {@code path}, if anything. */
  Optional<JsonNode> metadata(String path, Deadline deadline) {
    return found(new Call("GET", path, "", "", METADATA_ONLY, "reading " + path), deadline);
  }

  /** A text: the end of a log. */
  String text(String path, Deadline deadline) {
    return send(new Call("GET", path, "", "", "*/*", "reading " + path), deadline);
  }

  /** Makes what {@code body} declares so, whoever else declared something else of it. */
  JsonNode apply(Key key, String body, boolean whole, Deadline deadline) {
    Call call =
        new Call(
            "PATCH",
            key.path() + "?fieldManager=" + Fields.MANAGER + "&force=true",
            "application/apply-patch+yaml",
            body,
            whole ? "application/json" : METADATA_ONLY,
            "writing " + key);
    return tree(send(call, deadline));
  }

  JsonNode create(Key key, String body, Deadline deadline) {
    return tree(send(writing("POST", key.kind().path(key.namespace()), body, key), deadline));
  }

  /** Replaces the version that {@code body} names. */
  JsonNode replace(Key key, String body, Deadline deadline) {
    return tree(send(writing("PUT", key.path(), body, key), deadline));
  }

  /** Asks whoever is named in {@code body}: reviews of access. Nothing is kept. */
  JsonNode review(String path, String body, Deadline deadline) {
    return tree(
        send(
            new Call("POST", path, "application/json", body, "application/json", "asking " + path),
            deadline));
  }

  /**
   * Deletes it, if it is there.
   *
   * @param options of {@code DeleteOptions}, as JSON
   * @return whether it was there
   */
  boolean delete(Key key, String options, Deadline deadline) {
    return found(
            new Call(
                "DELETE",
                key.path(),
                "application/json",
                options,
                METADATA_ONLY,
                "deleting " + key),
            deadline)
        .isPresent();
  }

  private static Call writing(String method, String path, String body, Key key) {
    return new Call(
        method,
        path + "?fieldManager=" + Fields.MANAGER,
        "application/json",
        body,
        "application/json",
        "writing " + key);
  }

  private Optional<JsonNode> found(Call call, Deadline deadline) {
    try {
      return Optional.of(tree(send(call, deadline)));
    } catch (ApiRefusal e) {
      if (e.code == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String send(Call call, Deadline deadline) {
    Duration wait = FIRST_WAIT;
    String why = "";
    boolean wasSilent = silent;
    do {
      pace.await(deadline);
      try {
        HttpResponse<String> response = once(call, deadline);
        hearing();
        if (HttpResponse.isSuccessful(response.code())) {
          return body(response);
        }
        why = retryOrRefuse(call, response);
        wait = longer(wait, retryAfter(response));
      } catch (IOException | TimeoutException e) {
        silent = true;
        why = "it can't be reached: " + text(e);
        if (wasSilent) {
          break;
        }
      }
      deadline.sleep(wait.plusMillis(ThreadLocalRandom.current().nextLong(50)));
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    } while (!deadline.passed());
    throw new AdapterException.Unreachable(
        call.doing() + " failed at the API server " + base + ", " + why);
  }

  private HttpResponse<String> once(Call call, Deadline deadline)
      throws IOException, TimeoutException {
    HttpRequest.Builder request =
        http.newHttpRequestBuilder().uri(base + call.path()).header("Accept", call.accept());
    if (!call.method().equals("GET")) {
      request.method(call.method(), call.contentType(), call.body());
    }
    CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request.build(), String.class);
    Duration patience = silent && SHORT_TIMEOUT.compareTo(timeout) < 0 ? SHORT_TIMEOUT : timeout;
    Duration limit = deadline.left().compareTo(patience) < 0 ? deadline.left() : patience;
    try {
      return answer.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdapterException.Unreachable("interrupted while " + call.doing(), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(text(e.getCause()), e);
    } finally {
      answer.cancel(true);
    }
  }

  private void hearing() {
    heard = clock.instant();
    silent = false;
  }

  /** Why it is worth another attempt. */
  private static String retryOrRefuse(Call call, HttpResponse<String> response) {
    JsonNode status = tree(body(response));
    String said = status.path("message").asText(body(response).strip());
    String reason = status.path("reason").asText("");
    int code = response.code();
    // A replaced version doesn't come back; a race of two applies does no harm.
    boolean conflict = code == 409 && call.method().equals("PATCH");
    if (code == 429 || code >= 500 || conflict || (code == 403 && isBehind(said))) {
      return "which answered " + code + " " + (code == 403 ? said : reason);
    }
    // What is wrong with a secret is said with the secret.
    throw new ApiRefusal(code, reason, call.path().contains("/secrets") ? reason : said);
  }

  /**
   * Limits that we just wrote count only later: a quota when its controller has looked at it, a
   * range when the API server's own watch has brought it.
   */
  private static boolean isBehind(String said) {
    return said.contains("status unknown for quota")
        || said.contains("exceeded quota: nodes,")
        || said.contains("maximum storage usage per PersistentVolumeClaim");
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    String header = response.header("Retry-After");
    return header != null && header.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : Duration.ZERO;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static String body(HttpResponse<String> response) {
    String body = response.body();
    return body == null ? "" : body;
  }

  private static JsonNode tree(String body) {
    try {
      return body.startsWith("{") ? JSON.readTree(body) : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String text(@Nullable Throwable e) {
    if (e == null) {
      return "";
    }
    if (e instanceof TimeoutException) {
      return "no answer in time";
    }
    String message = e.getMessage();
    return (message == null ? e.getClass().getSimpleName() : message).toLowerCase(Locale.ROOT);
  }

  private record Call(
      String method, String path, String contentType, String body, String accept, String doing) {
    /** Without the body: there may be a secret in it. */
    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
