package io.ridgeway.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.delivery.Outcome.End;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.model.key.ToSign;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();
  private final Hook hook = new Hook(vertx);
  private final EventLedger ledger = new EventLedger();
  private final FakeOutbox outbox = new FakeOutbox();
  private final Receiver receiver =
      new Receiver(
          vertx,
          new CallbackRules(true, Set.of("127.0.0.1")),
          Resolver.DNS,
          Duration.ofSeconds(20),
          o -> o);
  private final WebhookId id = WebhookId.next();
  private final ApplicationId shop = ApplicationId.next();
  private final List<String> signed = new ArrayList<>();
  private boolean serving = true;

  @AfterEach
  void close() {
    receiver.close();
    hook.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void eventsAreToldInTheirOrderEachSignedWithEverySecretInForce() throws Exception {
    // Given
    ledger.tell(11, "Drafted").tell(12, "Signed").tell(13, "Drafted");
    outbox.put(errand(CallbackKind.WEBHOOK, "Drafted", OptionalLong.of(0)));

    // When
    run();

    // Then
    assertThat(hook.got()).hasSize(2);
    Hook.Got first = hook.got().get(0);
    assertThat(first.headers())
        .containsEntry("webhook-id", id + ":11:t11:0")
        .containsEntry("webhook-timestamp", "1767225600");
    assertThat(first.headers().get("webhook-signature"))
        .isEqualTo(
            "v1,"
                + hmac("new", id + ":11:t11:0.1767225600." + first.body())
                + " v1,"
                + hmac("old", id + ":11:t11:0.1767225600." + first.body()));
    JsonNode body = JSON.readTree(first.body());
    assertThat(body.path("type").asText()).isEqualTo("contract.event");
    assertThat(body.at("/data/id").asText()).isEqualTo("11:t11:0");
    assertThat(body.at("/data/payload").asText()).isEqualTo("lease");
    assertThat(hook.got().get(1).headers()).containsEntry("webhook-id", id + ":13:t13:0");

    // Then what was told isn't told again
    run();
    assertThat(hook.got()).hasSize(2);
  }

  @Test
  void whereItBeginsIsWrittenDownBeforeTheFirstEventComes() {
    // Given
    outbox.put(errand(CallbackKind.WEBHOOK, "", OptionalLong.empty()));
    run();

    // When an event comes while nobody looks
    assertThat(outbox.kept().get(0).standing().from()).hasValue(11);
    ledger.tell(10, "Before").tell(11, "Missed");
    ledger.height = 20;
    run();

    // Then
    assertThat(hook.got()).hasSize(1);
    assertThat(hook.got().get(0).body()).contains("Missed");
  }

  @Test
  void whatIsNotTakenIsToldAgainByTheScheduleAndFinallyNothingIsSentAnyMore() {
    // Given
    ledger.tell(11, "Drafted").tell(12, "Signed");
    outbox.put(errand(CallbackKind.WEBHOOK, "", OptionalLong.of(0)));
    for (int i = 0; i < 10; i++) {
      hook.answering(500, "no");
    }

    // When
    for (int i = 0; i < 10; i++) {
      run();
      outbox.wake();
    }

    // Then
    assertThat(outbox.kept().stream().limit(9).map(o -> o.rest().orElseThrow().toSeconds()))
        .containsExactly(5L, 300L, 1800L, 7200L, 18000L, 36000L, 50400L, 72000L, 86400L);
    assertThat(outbox.kept().stream().map(o -> o.attempt().orElseThrow().end()).limit(9))
        .containsOnly(End.RETRYING);
    Outcome last = outbox.kept().get(9);
    assertThat(last.disabled().orElseThrow()).contains("10 times").contains("HTTP 500");
    assertThat(last.standing().after()).isEmpty();
    assertThat(hook.got().stream().map(g -> g.headers().get("webhook-id")).distinct()).hasSize(1);
  }

  @Test
  void whoIsGoneIsToldNothingAnyMore() {
    ledger.tell(11, "Drafted");
    outbox.put(errand(CallbackKind.WEBHOOK, "", OptionalLong.of(0)));
    hook.answering(410, "");
    run();
    assertThat(outbox.kept().get(0).disabled().orElseThrow()).contains("410");
  }

  @Test
  void aCrashBeforeItIsWrittenDownTellsTheSameAgain() {
    // Given
    ledger.tell(11, "Drafted");
    outbox.put(errand(CallbackKind.WEBHOOK, "", OptionalLong.of(0)));
    hook.answering(
        request -> {
          outbox.away = true;
          request.response().end();
        });

    // When
    assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
    outbox.away = false;
    outbox.takeBack(id);
    run();

    // Then
    assertThat(hook.got()).hasSize(2);
    assertThat(hook.got().get(0).headers().get("webhook-id"))
        .isEqualTo(hook.got().get(1).headers().get("webhook-id"));
  }

  @Test
  void whoeverHasLostItWritesNothingDownAndSendsNoMore() {
    // Given
    ledger.tell(11, "Drafted").tell(12, "Signed");
    outbox.put(errand(CallbackKind.WEBHOOK, "", OptionalLong.of(0)));
    hook.answering(
        request -> {
          outbox.takeBack(id);
          request.response().end();
        });

    // When
    run();

    // Then
    assertThat(hook.got()).hasSize(1);
    assertThat(outbox.kept()).isEmpty();
  }

  @Test
  void aLedgerThatIsAwayIsNotTheReceiversFault() {
    outbox.put(errand(CallbackKind.WEBHOOK, "", OptionalLong.of(0)));
    ledger.away = true;
    run();
    serving = false;
    outbox.wake();
    run();
    assertThat(outbox.kept())
        .hasSize(2)
        .allSatisfy(
            o -> {
              assertThat(o.note()).isPresent();
              assertThat(o.standing().attempts()).isZero();
              assertThat(o.note().orElseThrow()).doesNotContain("10.0.0.7");
            });
  }

  @Test
  void inBsnsWordsItIsSignedAndTakenWithSuccess() throws Exception {
    // Given
    ledger.tell(7, "Drafted").tell(8, "Drafted");
    outbox.put(errand(CallbackKind.BSN_CONTRACT, "Drafted", OptionalLong.of(0)));
    hook.answering(200, "no").answering(500, "failed").answering(201, "a success");

    // When
    run();
    outbox.wake();
    run();
    outbox.wake();
    run();

    // Then
    List<String> bodies = hook.got().stream().map(Hook.Got::body).toList();
    assertThat(bodies).hasSize(4);
    assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
    assertThat(bodies.get(2)).isEqualTo(bodies.get(0));
    JsonNode told = JSON.readTree(bodies.get(0));
    String nonce = told.at("/body/nonceStr").asText();
    assertThat(nonce).hasSize(32).isNotEqualTo(JSON.readTree(bodies.get(3)).at("/body/nonceStr"));
    assertThat(told.path("body").toString())
        .isEqualTo(
            "{\"chainCode\":\"notary\",\"orgCode\":\"alpha\",\"eventKey\":\"Drafted\",\"eventId\":\""
                + id
                + "\",\"attachArgs\":\"a=1\",\"eventName\":\"Drafted\",\"txId\":\"t7\","
                + "\"payload\":\"lease\",\"blockNumber\":7,\"nonceStr\":\""
                + nonce
                + "\",\"previousHash\":\"h6\"}");
    assertThat(signed.get(0))
        .isEqualTo(
            "tenant" + shop + "notaryalphaDrafted" + id + "a=1Draftedt7lease7" + nonce + "h6");
    assertThat(outbox.kept().stream().map(Outcome::rest).limit(2))
        .containsExactly(Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofSeconds(12)));
  }

  @Test
  void inBsnsWordsOneIsPassedOverAfterFiveAttempts() {
    // Given
    ledger.tell(7, "Drafted").tell(8, "Drafted");
    outbox.put(errand(CallbackKind.BSN_CONTRACT, "", OptionalLong.of(0)));
    for (int i = 0; i < 5; i++) {
      hook.answering(200, "");
    }

    // When
    for (int i = 0; i < 5; i++) {
      run();
      outbox.wake();
    }

    // Then
    assertThat(outbox.kept().stream().flatMap(o -> o.attempt().stream()).map(a -> a.end()))
        .containsExactly(
            End.RETRYING, End.RETRYING, End.RETRYING, End.RETRYING, End.GIVEN_UP, End.DELIVERED);
    assertThat(outbox.kept().stream().map(Outcome::rest).limit(4))
        .containsExactly(
            Optional.of(Duration.ofSeconds(3)),
            Optional.of(Duration.ofSeconds(12)),
            Optional.of(Duration.ofSeconds(27)),
            Optional.of(Duration.ofSeconds(48)));
    assertThat(hook.got()).hasSize(6);
  }

  @Test
  void blocksAreToldOneAfterTheOther() throws Exception {
    outbox.put(errand(CallbackKind.BSN_BLOCK, "", OptionalLong.of(9)));
    run();
    ledger.height = 11;
    run();
    List<Long> numbers = new ArrayList<>();
    for (Hook.Got got : hook.got()) {
      numbers.add(JSON.readTree(got.body()).at("/body/blockNumber").asLong());
    }
    assertThat(numbers).containsExactly(9L, 10L, 11L);
    assertThat(JSON.readTree(hook.got().get(2).body()).at("/body/previousHash").asText())
        .isEqualTo("h10");
  }

  private void run() {
    for (Errand errand : outbox.take("me", 10, LEASE)) {
      Manner manner =
          errand.kind() == CallbackKind.WEBHOOK
              ? new WebhookManner(
                  new Secrets(), Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC))
              : new BsnManner(
                  (key, use, what, reason) -> {
                    signed.add(new String(((ToSign.Message) what).bytes(), StandardCharsets.UTF_8));
                    return new Signature(Curve.P256, new byte[64]);
                  });
      new Courier(errand, manner, this::ground, outbox, receiver).run(() -> true);
    }
  }

  private Optional<Ground> ground(Errand errand) {
    return serving
        ? Optional.of(
            new Ground(
                ledger,
                Optional.empty(),
                Optional.of(
                    new Application(
                        shop,
                        "tenant",
                        shop.value(),
                        "shop",
                        MacAlgorithm.SECP256R1,
                        "",
                        KeyId.next(),
                        "alpha",
                        CaType.TRUST,
                        java.util.Map.of(),
                        false,
                        false))))
        : Optional.empty();
  }

  private Errand errand(CallbackKind kind, String event, OptionalLong from) {
    return new Errand(
        id,
        0,
        TenantId.next(),
        NetworkId.next(),
        kind,
        Optional.of(shop.value()),
        hook.url(),
        "notary",
        event,
        "a=1",
        "",
        List.of("new", "old"),
        new Standing(from, Optional.empty(), 0, 0));
  }

  /** Secrets that are what they are sealed as. */
  private static final class Secrets implements TenantSecrets {
    @Override
    public String seal(TenantId tenant, String use, byte[] secret) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] open(TenantId tenant, String use, String sealed) {
      return sealed.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String hmac(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
