package io.ridgeway.app.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.explorer.LedgerReader.Ledger;
import io.ridgeway.engine.explorer.Seen;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayReaderTest {
  private static final Ledger LEDGER = new Ledger(TenantId.next(), NetworkId.next(), "mei");

  private final List<String> asked = new ArrayList<>();
  private final ReaderPasses passes = new ReaderPasses(new Sealing(), Clock.systemUTC());
  private final HttpServer gateway;
  private final GatewayReader reader;
  private int status = 200;
  private String body = "{}";

  GatewayReaderTest() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          String pass = exchange.getRequestHeaders().getFirst("Ridgeway-Pass");
          asked.add(
              exchange.getRequestURI()
                  + " for "
                  + passes.admitted(LEDGER.tenant(), LEDGER.network(), pass).orElse("nobody"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    gateway.start();
    reader =
        new GatewayReader(
            URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()), passes, new Scopes());
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void blocksAndABlockAreRead() {
    // Given
    body =
        "{\"height\":7,\"blocks\":[{\"number\":7,\"hash\":\"0x7\",\"transactions\":2,"
            + "\"at\":\"2026-03-01T10:00:00Z\"},{\"number\":6,\"hash\":\"0x6\",\"transactions\":0}]}";

    // When
    Seen.Blocks blocks = reader.blocks(LEDGER, OptionalLong.of(8), 2);

    // Then
    assertThat(blocks.height()).isEqualTo(7);
    assertThat(blocks.blocks().get(0).at()).contains(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(blocks.blocks().get(0).transactions()).isEqualTo(2);
    assertThat(blocks.blocks().get(1).at()).isEmpty();
    assertThat(asked)
        .containsExactly(
            "/reader/v1/networks/" + LEDGER.network() + "/blocks?limit=2&before=8 for mei");

    // When
    body =
        "{\"number\":7,\"hash\":\"0x7\",\"previousHash\":\"0x6\","
            + "\"transactions\":[{\"transaction\":\"0xab\",\"code\":\"VALID\"}]}";

    // Then
    assertThat(reader.block(LEDGER, OptionalLong.empty()).orElseThrow().transactions())
        .containsExactly(new Seen.Entry("0xab", "VALID"));
    assertThat(asked.get(1)).contains("/blocks/latest for mei");
  }

  @Test
  void aTransactionIsReadWithAllThatGoesWithIt() {
    // Given
    body =
        "{\"transaction\":\"ab\",\"block\":7,\"status\":\"INVALID\",\"code\":\"MVCC\",\"by\":\"alpha/clerk\","
            + "\"contract\":\"notary\",\"function\":\"draft\",\"args\":[\"a\",{\"base64\":\"/w==\"}],"
            + "\"result\":\"/w==\",\"resultEncoding\":\"base64\",\"kind\":\"CALL\",\"created\":\"\","
            + "\"input\":\"\",\"endorsers\":[\"alpha/peer-1\"],\"events\":[{\"contract\":\"notary\","
            + "\"name\":\"Drafted\",\"topics\":[\"0x01\"],\"payload\":\"x\"}],\"more\":{\"gas\":\"7\"}}";

    // When
    Seen.Transaction read = reader.transaction(LEDGER, "a b").orElseThrow();

    // Then
    assertThat(asked.get(0)).contains("/transactions/a+b for mei");
    assertThat(read.block()).hasValue(7);
    assertThat(read.at()).isEmpty();
    assertThat(read.args()).extracting(Seen.Bytes::shown).containsExactly("a", "0xff");
    assertThat(read.result().shown()).isEqualTo("0xff");
    assertThat(read.endorsers()).containsExactly("alpha/peer-1");
    assertThat(read.events())
        .containsExactly(
            new Seen.Event("notary", "Drafted", List.of("0x01"), new Seen.Bytes("x", false)));
    assertThat(read.more()).isEqualTo(Map.of("gas", "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "409, network-suspended, NETWORK_SUSPENDED, suspended",
    "409, conflict, CONFLICT, no key",
    "422, invalid, INVALID, wrong",
    "429, too-many-requests, TOO_MANY_REQUESTS, later",
    "503, unavailable, UNAVAILABLE, away",
    "401, unauthenticated, UNAVAILABLE, The gateway doesn't answer",
    "500, internal, UNAVAILABLE, The gateway doesn't answer"
  })
  void whatCantBeReadIsSaid(int code, String slug, ProblemType type, String detail) {
    status = code;
    body = "{\"type\":\"urn:ridgeway:problem:" + slug + "\",\"detail\":\"" + detail + "\"}";

    assertThatThrownBy(() -> reader.block(LEDGER, OptionalLong.of(7)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(type);
              assertThat(refusal.detail()).startsWith(detail);
            });
  }

  @Test
  void whatIsNotThereIsNothingAndAGatewayThatIsAwayIsSaid() {
    status = 404;
    body = "{\"type\":\"urn:ridgeway:problem:not-found\"}";
    assertThat(reader.block(LEDGER, OptionalLong.of(8))).isEmpty();
    assertThat(reader.transaction(LEDGER, "x")).isEmpty();

    gateway.stop(0);
    assertThatThrownBy(() -> reader.block(LEDGER, OptionalLong.of(8)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("doesn't answer");
  }

  /** Transactions of no database. */
  private static final class Scopes implements Transactions {
    @Override
    public <T> T inTenant(TenantId tenant, Supplier<T> work) {
      assertThat(tenant).isEqualTo(LEDGER.tenant());
      return work.get();
    }

    @Override
    public <T> T asSystem(Supplier<T> work) {
      throw new UnsupportedOperationException("passes are a tenant's");
    }
  }
}
