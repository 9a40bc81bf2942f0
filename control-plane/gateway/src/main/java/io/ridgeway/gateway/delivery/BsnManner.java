package io.ridgeway.gateway.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Callback;
import io.ridgeway.gateway.bsn.Mac;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * As BSN's clients have it: the envelope, signed with the application's answer key; a reply that
 * holds "success" takes it, else it is sent again four times and then passed over.
 */
final class BsnManner implements Manner {
  private static final List<Duration> AGAIN =
      List.of(
          Duration.ofSeconds(3),
          Duration.ofSeconds(12),
          Duration.ofSeconds(27),
          Duration.ofSeconds(48));

  private static final int NONCE_BYTES = 16;
  private static final int PATIENCE = 20;

  private final Signer signer;

  BsnManner(Signer signer) {
    this.signer = signer;
  }

  @Override
  public Letter letter(Errand errand, Told told, Ground ground) {
    Application application = ground.application().orElseThrow();
    ObjectNode body =
        ground.ledger() instanceof ReceiptLedger
            ? ofFisco(errand, told, application)
            : ofFabric(errand, told, application, ground);
    Callback callback = new Callback(application.userCode(), application.appCode(), body);
    return new Letter(Map.of(), callback.json(mac(application, callback)));
  }

  private static ObjectNode ofFabric(
      Errand errand, Told told, Application application, Ground ground) {
    ObjectNode body =
        Reply.object()
            .put("chainCode", errand.contract())
            .put("orgCode", application.organisation())
            .put("eventKey", errand.event())
            .put("eventId", errand.id().value())
            .put("attachArgs", errand.attachment());
    if (told instanceof Told.OfContract contract) {
      LedgerEvent event = contract.event();
      body.put("eventName", event.name())
          .put("txId", event.at().transaction())
          .put("payload", event.payload().text())
          .put("blockNumber", event.at().block())
          .put("nonceStr", nonce(errand, told))
          .put("previousHash", previous(ground, event.at().block()));
    } else if (told instanceof Told.OfBlock block) {
      body.put("eventName", "")
          .put("txId", "")
          .put("payload", "")
          .put("blockNumber", block.block().number())
          .put("nonceStr", nonce(errand, told))
          .put("previousHash", block.block().previous());
    }
    return body;
  }

  /** What was told is JSON within a text, so that there is but one way to sign it. */
  private static ObjectNode ofFisco(Errand errand, Told told, Application application) {
    ObjectNode data = Reply.object();
    if (told instanceof Told.OfContract contract) {
      LedgerEvent event = contract.event();
      data.put("blockNumber", event.at().block())
          .put("transactionHash", event.at().transaction())
          .put("logIndex", event.at().index())
          .put("address", event.contract())
          .put("topic", event.name())
          .put("data", event.payload().text());
    } else if (told instanceof Told.OfBlock block) {
      data.put("blockNumber", block.block().number())
          .put("blockHash", block.block().hash())
          .put("parentBlockHash", block.block().previous())
          .put("txCount", block.block().transactions().size());
    }
    return Reply.object()
        .put("eventId", errand.id().value())
        .put("orgCode", application.organisation())
        .put("attachArgs", errand.attachment())
        .put("nonceStr", nonce(errand, told))
        .put("eventType", told instanceof Told.OfBlock ? 1 : 2)
        .put("eventData", data.toString());
  }

  private String mac(Application application, Callback callback) {
    if (application.emptyMac()) {
      return "";
    }
    return Base64.getEncoder()
        .encodeToString(
            signer
                .sign(
                    application.answerKey(),
                    Purpose.ANSWER,
                    Mac.message(application.algorithm(), callback.signed()),
                    "callback to application " + application.id())
                .encoded());
  }

  private static String previous(Ground ground, long block) {
    return ground
        .ledger()
        .block(OptionalLong.of(block), ground.by())
        .map(LedgerBlock::previous)
        .orElse("");
  }

  /** Always the same, so that whoever has seen it knows it again. */
  private static String nonce(Errand errand, Told told) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((errand.id() + ":" + told.id()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, NONCE_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public Letter test(Errand errand, String id) {
    throw new IllegalArgumentException("BSN's protocol has no tests");
  }

  @Override
  public boolean isTaken(Answer answer) {
    return answer.status().isPresent() && answer.text().contains("success");
  }

  @Override
  public boolean isGone(Answer answer) {
    return false;
  }

  @Override
  public Optional<Duration> again(int attempts) {
    return attempts > AGAIN.size() ? Optional.empty() : Optional.of(AGAIN.get(attempts - 1));
  }

  @Override
  public int patience() {
    return PATIENCE;
  }
}
