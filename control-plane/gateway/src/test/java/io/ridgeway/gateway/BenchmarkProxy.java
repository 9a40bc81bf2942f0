package io.ridgeway.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/**
 * What the gateway could do if it did nothing: passes each body on to one node and the answer back,
 * with the same server and client and as many event loops, and looks at neither. For {@code
 * benchmarks/gateway/run}. Arguments: the port to listen on, the port of the node.
 */
final class BenchmarkProxy extends AbstractVerticle {
  private static final int CONNECTIONS = 128;

  private final int port;
  private final int node;

  private BenchmarkProxy(int port, int node) {
    this.port = port;
    this.node = node;
  }

  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[0]);
    int node = Integer.parseInt(args[1]);
    Vertx.vertx()
        .deployVerticle(
            () -> new BenchmarkProxy(port, node),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()));
    Thread.currentThread().join();
  }

  @Override
  public void start() {
    HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(request -> pass(client, request))
        .listen(port, "127.0.0.1");
  }

  private void pass(HttpClient client, HttpServerRequest request) {
    request
        .body()
        .compose(
            body ->
                client
                    .request(HttpMethod.POST, node, "127.0.0.1", "/")
                    .compose(upstream -> upstream.send(body)))
        .compose(
            answer -> {
              request.response().setStatusCode(answer.statusCode());
              return answer.body();
            })
        .onSuccess(body -> request.response().end(body))
        .onFailure(failed -> request.response().setStatusCode(502).end(failed.toString()));
  }
}
