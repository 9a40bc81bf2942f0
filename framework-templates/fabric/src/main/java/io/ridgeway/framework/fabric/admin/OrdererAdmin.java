package io.ridgeway.framework.fabric.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.hyperledger.fabric.protos.common.Block;

/**
 * One orderer's channel participation API (REST over mutual TLS): which channels it takes part in.
 *
 * <p>Calls block for at most five seconds; an orderer that gives no answer, or none that helps, is
 * a {@link LedgerException}.
 */
public final class OrdererAdmin {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int NO_CONTENT = 204;
  private static final int OK = 200;

  private static final String BOUNDARY = "ridgeway-config-block";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final URI channels;

  /**
   * The orderer whose admin port is reached at {@code at}.
   *
   * @param tls shows a certificate of the orderer's organisation, and trusts its TLS authority
   */
  public OrdererAdmin(HostPort at, SSLContext tls) {
    http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .sslParameters(new SSLParameters(null, new String[] {"TLSv1.3"}))
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    channels = URI.create("https://" + at + "/participation/v1/channels");
  }

  /**
   * How an orderer takes part in a channel.
   *
   * @param relation {@code consenter} votes, {@code follower} only keeps up
   * @param status {@code active}, {@code onboarding} while it fetches blocks, {@code inactive},
   *     {@code failed}
   * @param height how many blocks it has
   */
  public record Participation(String channel, String relation, String status, long height) {}

  /** Whether and how the orderer takes part in the channel. */
  public Optional<Participation> participation(String channel) {
    HttpResponse<String> answer = send(request("/" + channel).GET());
    if (answer.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(participation(checked(answer, OK)));
  }

  /**
   * Has the orderer take part. It is done already if {@link #participation} says so; asked twice,
   * it refuses.
   *
   * @param config the genesis block, or the newest configuration block of a channel that runs
   */
  public Participation join(Block config) {
    byte[] head =
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"config-block\"; filename=\"block\""
                + "\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    return participation(
        checked(
            send(
                request("")
                    .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(BodyPublishers.ofByteArrays(List.of(head, config.toByteArray(), tail)))),
            CREATED));
  }

  /** Has the orderer leave the channel and forget it. */
  public void remove(String channel) {
    HttpResponse<String> answer = send(request("/" + channel).DELETE());
    if (answer.statusCode() != NOT_FOUND) {
      checked(answer, NO_CONTENT);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(channels + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // Its message may hold the host.
      throw new LedgerException.Unreachable("the orderer's admin port does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.Unreachable("interrupted while an orderer was asked");
    }
  }

  private JsonNode checked(HttpResponse<String> answer, int wanted) {
    JsonNode body;
    try {
      body = json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new LedgerException.Unreachable("the orderer's answer can't be read");
    }
    if (answer.statusCode() != wanted) {
      throw new LedgerException.Refused(
          answer.statusCode(), body.path("error").asText("the orderer refuses"), Optional.empty());
    }
    return body;
  }

  private static Participation participation(JsonNode body) {
    return new Participation(
        body.path("name").asText(),
        body.path("consensusRelation").asText(),
        body.path("status").asText(),
        body.path("height").asLong());
  }
}
