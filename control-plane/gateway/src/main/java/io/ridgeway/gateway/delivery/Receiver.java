package io.ridgeway.gateway.delivery;

import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Sends letters to tenants' URLs, and never anywhere else: a name's addresses are asked for each
 * time and all checked, and the connection is made to an address that was checked, whatever the
 * name leads to a moment later. Redirects aren't followed. Blocks; thread-safe.
 */
final class Receiver implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int LONGEST_ANSWER = 4_096;

  /**
   * To one host: more than letters are ever under way at once. Tenants share hosts, and where one's
   * letters aren't answered another's would wait for a connection, and count as not taken.
   */
  private static final int CONNECTIONS = 512;

  private final HttpClient client;
  private final Vertx vertx;
  private final CallbackRules rules;
  private final Resolver resolver;
  private final Duration patience;

  /**
   * A sender.
   *
   * @param patience how long a letter may take in all, its address not counted
   * @param options more for its connections
   */
  Receiver(
      Vertx vertx,
      CallbackRules rules,
      Resolver resolver,
      Duration patience,
      UnaryOperator<HttpClientOptions> options) {
    this.vertx = vertx;
    this.rules = rules;
    this.resolver = resolver;
    this.patience = patience;
    this.client =
        vertx.createHttpClient(
            options.apply(
                new HttpClientOptions()
                    .setConnectTimeout((int) CONNECT.toMillis())
                    .setKeepAliveTimeout(10)
                    .setMaxPoolSize(CONNECTIONS)
                    .setMaxWaitQueueSize(64)
                    .setDecompressionSupported(false)
                    .setVerifyHost(true)));
  }

  /** What the receiver answers; whatever goes wrong is said in it. */
  Answer send(String url, Letter letter) {
    try {
      URI to = rules.check(url);
      return send(to, checked(to), letter);
    } catch (Refusal e) {
      return Answer.none(e.detail());
    } catch (UnknownHostException e) {
      return Answer.none("The host's name has no address.");
    }
  }

  private InetAddress checked(URI to) throws UnknownHostException {
    List<InetAddress> addresses = resolver.find(to.getHost());
    for (InetAddress address : addresses) {
      if (!rules.mayReach(address, CallbackRules.port(to))) {
        throw new UnreachableAddress();
      }
    }
    return addresses.get(0);
  }

  /** Not in words that tell which addresses there are inside. */
  private static final class UnreachableAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    UnreachableAddress() {
      super("an address that isn't of the public internet");
    }
  }

  private Answer send(URI to, InetAddress address, Letter letter) {
    Promise<Answer> answered = Promise.promise();
    long timer =
        vertx.setTimer(
            patience.toMillis(),
            late -> answered.tryFail(new TimeoutException("no answer in time")));
    client
        .request(options(to, address))
        .onSuccess(
            request -> {
              if (answered.future().isComplete()) {
                request.reset();
                return;
              }
              answered.future().onComplete(over -> request.reset());
              request.headers().setAll(letter.headers());
              request.putHeader("Content-Type", "application/json");
              request.putHeader("User-Agent", "Ridgeway");
              request
                  .send(Buffer.buffer(letter.body()))
                  .onSuccess(response -> read(response, answered))
                  .onFailure(answered::tryFail);
            })
        .onFailure(answered::tryFail);
    try {
      return answered
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis() + CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException e) {
      return Answer.none(
          e.getCause() instanceof TimeoutException
              ? "No answer came in time."
              : "No connection could be made, or it broke off.");
    } catch (TimeoutException e) {
      return Answer.none("No answer came in time.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("The gateway is shutting down.");
    } finally {
      vertx.cancelTimer(timer);
    }
  }

  private static RequestOptions options(URI to, InetAddress address) {
    int port = CallbackRules.port(to);
    String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    String host = to.getHost();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        // The connection goes to the address, TLS and the Host header name the host.
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
        .setPort(port)
        .setSsl(to.getScheme().equalsIgnoreCase("https"))
        .setFollowRedirects(false)
        .setURI(to.getRawQuery() == null ? path : path + "?" + to.getRawQuery());
  }

  /** No more than the beginning: what else comes isn't waited for. */
  private static void read(HttpClientResponse response, Promise<Answer> answered) {
    Buffer body = Buffer.buffer();
    Runnable done =
        () ->
            answered.tryComplete(
                new Answer(
                    OptionalInt.of(response.statusCode()), body.toString(StandardCharsets.UTF_8)));
    response.exceptionHandler(answered::tryFail);
    response.handler(
        part -> {
          body.appendBuffer(part, 0, Math.min(part.length(), LONGEST_ANSWER - body.length()));
          if (body.length() >= LONGEST_ANSWER) {
            done.run();
          }
        });
    response.endHandler(end -> done.run());
  }

  @Override
  public void close() {
    client.close();
  }
}
