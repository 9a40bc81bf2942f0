package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

/** One client of one cluster with one credential, and what is watched through it. */
final class Connection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int RECONNECT_MILLIS = 500;

  /** What is watched without its content. */
  private static final Set<String> METADATA_ONLY =
      Watches.METADATA.stream().map(k -> "/" + k.plural).collect(Collectors.toSet());

  private final KubernetesClient client;
  private final ApiServer api;
  private final Watches watches;
  private final Sights sights;
  private final Bearer bearer;

  private Connection(
      KubernetesClient client, ApiServer api, Watches watches, Sights sights, Bearer bearer) {
    this.client = client;
    this.api = api;
    this.watches = watches;
    this.sights = sights;
    this.bearer = bearer;
  }

  static Connection open(Config access, Cluster cluster, Sights sights, Pace pace) {
    KubernetesSettings settings = cluster.settings();
    Clock clock = cluster.clock();
    Config config =
        new ConfigBuilder(access)
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout((int) settings.requestTimeout().toMillis())
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectInterval(RECONNECT_MILLIS)
            .withWatchReconnectLimit(-1)
            .withUserAgent("ridgeway")
            .build();
    boolean refreshes = config.getAutoConfigure() || config.getFile() != null;
    Bearer bearer = new Bearer(String.valueOf(config.getOauthToken()));
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(cluster.json())
            .withHttpClientBuilderConsumer(
                http -> {
                  http.addOrReplaceInterceptor("ridgeway-metadata", new MetadataOnly());
                  if (config.getOauthToken() != null && !refreshes) {
                    http.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, bearer);
                  }
                })
            .build();
    ApiServer api =
        new ApiServer(
            client.getHttpClient(), config.getMasterUrl(), settings.requestTimeout(), pace, clock);
    Watches watches = new Watches(client, settings, sights, clock);
    watches.start();
    return new Connection(client, api, watches, sights, bearer);
  }

  KubernetesClient client() {
    return client;
  }

  ApiServer api() {
    return api;
  }

  Sights sights() {
    return sights;
  }

  Watches watches() {
    return watches;
  }

  /** Goes on with another token of the same caller. */
  void token(String fresh) {
    bearer.token = fresh;
  }

  @Override
  public void close() {
    watches.close();
    client.close();
  }

  /** Who calls, as a token that may be replaced while the connection goes on. */
  private static final class Bearer implements Interceptor {
    private volatile String token;

    Bearer(String token) {
      this.token = token;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      builder.setHeader("Authorization", "Bearer " + token);
    }
  }

  /** Asks for lists and watches of some kinds without content: no secret comes over the wire. */
  private static final class MetadataOnly implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String path = String.valueOf(request.uri().getPath());
      boolean reads = request.method() == null || request.method().equals("GET");
      if (reads && METADATA_ONLY.stream().anyMatch(path::endsWith)) {
        boolean watch = String.valueOf(request.uri().getQuery()).contains("watch=true");
        builder.setHeader(
            "Accept",
            "application/json;as=PartialObjectMetadata"
                + (watch ? "" : "List")
                + ";g=meta.k8s.io;v=v1");
      }
    }
  }
}
