package io.ridgeway.gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * As Standard Webhooks has it (github.com/standard-webhooks, 1.0): what is signed is id, time and
 * body, by HMAC-SHA256 with each secret that holds; any answer of 2xx takes it, and 410 says that
 * nobody is there any more.
 */
final class WebhookManner implements Manner {
  /** After the first attempt, which comes at once; as the specification proposes. */
  private static final List<Duration> AGAIN =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALGORITHM = "HmacSHA256";
  private static final int GONE = 410;

  private final TenantSecrets secrets;
  private final Clock clock;

  WebhookManner(TenantSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public Letter letter(Errand errand, Told told, Ground ground) {
    if (!(told instanceof Told.OfContract contract)) {
      throw new IllegalArgumentException("blocks aren't told so");
    }
    LedgerEvent event = contract.event();
    ObjectNode body = JSON.createObjectNode().put("type", "contract.event");
    ObjectNode data =
        body.putObject("data")
            .put("network", errand.network().value())
            .put("webhook", errand.id().value())
            .put("id", told.id())
            .put("contract", event.contract())
            .put("name", event.name())
            .put("block", event.at().block())
            .put("transaction", event.at().transaction())
            .put("index", event.at().index())
            .put("payload", event.payload().text());
    if (event.payload().base64()) {
      data.put("payloadEncoding", "base64");
    }
    return signed(errand, told.id(), body.toString());
  }

  @Override
  public Letter test(Errand errand, String id) {
    ObjectNode body = JSON.createObjectNode().put("type", "webhook.test");
    body.putObject("data")
        .put("network", errand.network().value())
        .put("webhook", errand.id().value());
    return signed(errand, id, body.toString());
  }

  private Letter signed(Errand errand, String what, String body) {
    String id = errand.id() + ":" + what;
    String at = Long.toString(clock.instant().getEpochSecond());
    byte[] content = (id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8);
    String signatures =
        errand.secrets().stream()
            .map(secret -> "v1," + hmac(errand, secret, content))
            .collect(Collectors.joining(" "));
    return new Letter(
        Map.of("webhook-id", id, "webhook-timestamp", at, "webhook-signature", signatures), body);
  }

  private String hmac(Errand errand, String sealed, byte[] content) {
    TenantId tenant = errand.tenant();
    byte[] secret = secrets.open(tenant, "webhook " + errand.id(), sealed);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public boolean isTaken(Answer answer) {
    return answer.status().orElse(0) / 100 == 2;
  }

  @Override
  public boolean isGone(Answer answer) {
    return answer.status().orElse(0) == GONE;
  }

  @Override
  public Optional<Duration> again(int attempts) {
    return attempts > AGAIN.size() ? Optional.empty() : Optional.of(AGAIN.get(attempts - 1));
  }

  /** The next event would only wait as long again, and nothing may be lost. */
  @Override
  public int patience() {
    return 0;
  }
}
