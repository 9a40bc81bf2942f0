package io.ridgeway.framework.fiscobcos.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;

/** Asks a test double's RPC door, with the certificate of a directory. */
public final class NodeCaller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Doors doors;

  private NodeCaller(Doors doors) {
    this.doors = doors;
  }

  /** With {@code conf/ca.crt}, {@code ssl.crt} and {@code ssl.key} of that directory. */
  public static NodeCaller of(Path directory) throws IOException, GeneralSecurityException {
    Path conf = directory.resolve("conf");
    return new NodeCaller(
        Doors.with(conf.resolve("ca.crt"), conf.resolve("ssl.crt"), conf.resolve("ssl.key")));
  }

  /** The answer to a question without parameters. */
  public JsonNode ask(String host, int port, String method) throws IOException {
    String scheme = doors.tls().isPresent() ? "https" : "http";
    URL url = URI.create(scheme + "://" + host + ":" + port + "/").toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(doors.tls().orElseThrow().getSocketFactory());
      // As the node and its SDK do: the authority is the chain's own, names aren't looked at.
      https.setHostnameVerifier((name, session) -> true);
    }
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    String request =
        JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method).toString();
    connection.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return JSON.readTree(connection.getInputStream());
  }
}
