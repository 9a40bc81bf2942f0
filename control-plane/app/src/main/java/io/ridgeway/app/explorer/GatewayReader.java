package io.ridgeway.app.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.explorer.LedgerReader;
import io.ridgeway.engine.explorer.Seen;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads ledgers through a gateway, which has the clients and the ways to the nodes. */
public final class GatewayReader implements LedgerReader {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayReader.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST_ANSWER = 16 << 20;

  private final URI gateway;
  private final ReaderPasses passes;
  private final Transactions transactions;
  private final HttpClient http;

  /**
   * Over a gateway.
   *
   * @param gateway its address, without a path
   */
  public GatewayReader(URI gateway, ReaderPasses passes, Transactions transactions) {
    this.gateway = gateway;
    this.passes = passes;
    this.transactions = transactions;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
  }

  @Override
  public Seen.Blocks blocks(Ledger ledger, OptionalLong before, int limit) {
    String from = before.isPresent() ? "&before=" + before.getAsLong() : "";
    return get(ledger, "blocks?limit=" + limit + from)
        .map(SeenJson::blocks)
        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no block yet."));
  }

  @Override
  public Optional<Seen.Block> block(Ledger ledger, OptionalLong number) {
    String name = number.isPresent() ? Long.toString(number.getAsLong()) : "latest";
    return get(ledger, "blocks/" + name).map(SeenJson::block);
  }

  @Override
  public Optional<Seen.Transaction> transaction(Ledger ledger, String id) {
    return get(ledger, "transactions/" + URLEncoder.encode(id, StandardCharsets.UTF_8))
        .map(SeenJson::transaction);
  }

  /** Empty where there is no such thing. */
  private Optional<JsonNode> get(Ledger ledger, String what) {
    String pass =
        transactions.inTenant(
            ledger.tenant(),
            () -> passes.issue(ledger.tenant(), ledger.network(), ledger.reader()));
    HttpRequest request =
        HttpRequest.newBuilder(
                gateway.resolve("/reader/v1/networks/" + ledger.network() + "/" + what))
            .timeout(PATIENCE)
            .header("Ridgeway-Pass", pass)
            .build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
        if (bytes.length > LONGEST_ANSWER) {
          throw new Refusal(
              ProblemType.UNAVAILABLE, "The ledger's answer is too long to be shown.");
        }
        return read(answer.statusCode(), JSON.readTree(bytes));
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("The gateway can't be asked to read a ledger");
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private static Optional<JsonNode> read(int status, JsonNode body) {
    if (status == 200) {
      return Optional.of(body);
    }
    String slug = body.path("type").asText().replaceFirst(".*:", "");
    ProblemType type =
        Stream.of(ProblemType.values())
            .filter(t -> t.slug().equals(slug))
            .findFirst()
            .orElse(ProblemType.INTERNAL);
    return switch (type) {
      case NOT_FOUND -> Optional.empty();
      case NETWORK_SUSPENDED, CONFLICT, INVALID, LEDGER_REFUSED, TOO_MANY_REQUESTS, UNAVAILABLE ->
          throw new Refusal(type, body.path("detail").asText());
      default -> {
        LOG.atError().addKeyValue("status", status).log("A gateway doesn't read for the pages");
        throw away();
      }
    };
  }

  private static Refusal away() {
    return new Refusal(
        ProblemType.UNAVAILABLE, "The gateway doesn't answer. Try again in a moment.");
  }
}
