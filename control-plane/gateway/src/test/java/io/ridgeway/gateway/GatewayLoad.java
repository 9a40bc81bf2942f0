package io.ridgeway.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Calls at an even rate, whether or not the last ones were answered, for {@code
 * benchmarks/gateway-load/run}. Latency counts from when a call was due. Arguments: port, path, API
 * key (- for none), calls a second, seconds. Prints {@code RESULT answered limited failed p50 p99},
 * in microseconds.
 */
final class GatewayLoad {
  private static final Buffer CALL =
      Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\",\"params\":[]}");
  private static final int CONNECTIONS = 64;
  private static final int MOST = 20_000_000;

  /** Calls of the first seconds aren't counted: this process is cold then. */
  private static final int WARM_UP_SECONDS = 5;

  private final HttpClient client;
  private final RequestOptions options;
  private int[] micros = new int[1 << 16];
  private int answered;
  private int limited;
  private int failed;
  private long counted;

  private GatewayLoad(Vertx vertx, int port, String path, String key) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path)
            .putHeader("content-type", "application/json");
    if (!key.equals("-")) {
      options.putHeader("x-api-key", key);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    int rate = Integer.parseInt(args[3]);
    int seconds = Integer.parseInt(args[4]);
    Vertx vertx = Vertx.vertx();
    GatewayLoad load = new GatewayLoad(vertx, Integer.parseInt(args[0]), args[1], args[2]);
    long step = TimeUnit.SECONDS.toNanos(1) / rate;
    long[] due = {System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200)};
    load.counted = due[0] + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
    long end = load.counted + TimeUnit.SECONDS.toNanos(seconds);
    vertx.runOnContext(
        start ->
            vertx.setPeriodic(
                1,
                tick -> {
                  for (long now = System.nanoTime(); due[0] <= now && due[0] < end; ) {
                    load.send(due[0]);
                    due[0] += step;
                  }
                }));
    Thread.sleep(TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS + seconds) + 2_000);
    vertx.close().toCompletionStage().toCompletableFuture().join();
    System.out.println(load.result());
  }

  private void send(long due) {
    client
        .request(options)
        .compose(request -> request.send(CALL))
        .compose(response -> response.body().map(body -> response.statusCode()))
        .onSuccess(status -> took(status, due))
        .onFailure(e -> failed += due - counted >= 0 ? 1 : 0);
  }

  private void took(int status, long due) {
    if (due - counted < 0) {
      return;
    }
    if (status == 429) {
      limited++;
    } else if (status != 200 || answered == MOST) {
      failed++;
    } else {
      if (answered == micros.length) {
        micros = Arrays.copyOf(micros, 2 * answered);
      }
      micros[answered++] = (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - due) / 1_000);
    }
  }

  private String result() {
    int[] sorted = Arrays.copyOf(micros, answered);
    Arrays.sort(sorted);
    return "RESULT %d %d %d %d %d"
        .formatted(answered, limited, failed, at(sorted, 50), at(sorted, 99));
  }

  private static int at(int[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)];
  }
}
