package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a kubeconfig ourselves before the client library may see any of it: the library runs the
 * programs that one names, and opens its files, as this process.
 */
final class Kubeconfig {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> FILES =
      Set.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

  private Kubeconfig() {}

  /**
   * The client library's configuration of the current context.
   *
   * @param allowExec whether a program that the text names may be run
   * @param allowInsecure whether the API server may go without a certificate that is checked
   * @throws IllegalArgumentException if it can't be used, with what to do, and nothing of the text
   *     that may be secret
   */
  static Config read(String text, boolean allowExec, boolean allowInsecure) {
    JsonNode root = parse(text);
    JsonNode context = named(root, "contexts", "context", root.path("current-context").asText(""));
    JsonNode cluster = named(root, "clusters", "cluster", context.path("cluster").asText(""));
    JsonNode user = named(root, "users", "user", context.path("user").asText(""));
    refuseFiles(cluster);
    refuseFiles(user);
    refusePrograms(user, allowExec);
    refuseInsecurity(cluster, allowInsecure);
    if (cluster.hasNonNull("tls-server-name")) {
      throw new IllegalArgumentException(
          "the kubeconfig's cluster has tls-server-name, which isn't supported: use a server address that is in its certificate");
    }
    if (user.has("exec") || user.has("auth-provider")) {
      return Config.fromKubeconfig(text);
    }
    return plain(cluster, user);
  }

  private static Config plain(JsonNode cluster, JsonNode user) {
    ConfigBuilder config =
        new ConfigBuilder(Config.empty())
            .withAutoConfigure(false)
            .withMasterUrl(server(cluster).toString())
            .withTrustCerts(cluster.path("insecure-skip-tls-verify").asBoolean(false));
    if (cluster.hasNonNull("certificate-authority-data")) {
      config.withCaCertData(cluster.path("certificate-authority-data").asText());
    }
    if (cluster.hasNonNull("proxy-url")) {
      config.withHttpsProxy(cluster.path("proxy-url").asText());
    }
    if (user.hasNonNull("client-certificate-data")) {
      config
          .withClientCertData(user.path("client-certificate-data").asText())
          .withClientKeyData(user.path("client-key-data").asText())
          .withClientKeyAlgo(algorithm(user.path("client-key-data").asText()));
    }
    if (user.hasNonNull("token")) {
      config.withOauthToken(user.path("token").asText());
    }
    if (user.hasNonNull("username")) {
      config
          .withUsername(user.path("username").asText())
          .withPassword(user.path("password").asText());
    }
    return config.build();
  }

  private static String algorithm(String keyData) {
    String pem = new String(Base64.getMimeDecoder().decode(keyData), StandardCharsets.US_ASCII);
    return pem.contains("BEGIN EC ") ? "EC" : "RSA";
  }

  private static JsonNode parse(String text) {
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      // Without the cause: its message quotes the text.
      throw new IllegalArgumentException(
          "the kubeconfig isn't YAML, line " + e.getLocation().getLineNr());
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("the kubeconfig is empty");
    }
    return root;
  }

  private static JsonNode named(JsonNode root, String list, String inner, String name) {
    for (JsonNode entry : root.path(list)) {
      if (entry.path("name").asText("").equals(name)) {
        return entry.path(inner);
      }
    }
    throw new IllegalArgumentException(
        "the kubeconfig has no '" + name + "' among its " + list + "; set its current-context");
  }

  private static void refuseFiles(JsonNode part) {
    Iterator<String> names = part.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (FILES.contains(name) && !part.path(name).asText("").isEmpty()) {
        throw new IllegalArgumentException(
            "the kubeconfig refers to a file by '"
                + name
                + "', which Ridgeway doesn't open: put the content in (kubectl config view --flatten --minify --raw)");
      }
    }
  }

  private static void refusePrograms(JsonNode user, boolean allowExec) {
    if ((user.has("exec") || user.has("auth-provider")) && !allowExec) {
      throw new IllegalArgumentException(
          "the kubeconfig wants a program to be run (exec or auth-provider), which would run as Ridgeway;"
              + " use a token or a client certificate, or set allowExec if you trust it");
    }
  }

  private static void refuseInsecurity(JsonNode cluster, boolean allowInsecure) {
    if (allowInsecure) {
      return;
    }
    if (cluster.path("insecure-skip-tls-verify").asBoolean(false)) {
      throw new IllegalArgumentException(
          "the kubeconfig has insecure-skip-tls-verify, so anybody on the way could take the cluster over;"
              + " give certificate-authority-data, or set allowInsecure for a cluster of no worth");
    }
    if (!"https".equals(server(cluster).getScheme())) {
      throw new IllegalArgumentException(
          "the kubeconfig's server isn't https, so the credential could be read on the way;"
              + " use https, or set allowInsecure for a cluster of no worth");
    }
  }

  private static URI server(JsonNode cluster) {
    String server = cluster.path("server").asText("");
    try {
      URI uri = URI.create(server);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException("the kubeconfig's server isn't an address: " + server);
  }
}
