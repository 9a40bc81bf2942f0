package io.ridgeway.gateway.delivery;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import java.util.List;
import java.util.Optional;

/**
 * An order to tell events, as a gateway has taken it on.
 *
 * @param turn counts up whenever somebody takes it on or changes it: who has an older one has lost
 *     it
 * @param application whose it is, of those in BSN's words: the appCode
 * @param contract whose events; empty for blocks
 * @param event those of that name only; empty for all
 * @param attachment told with each
 * @param key which managed key asks the ledger; empty for the usual
 * @param secrets sealed; with which it is signed, the newest first
 * @param standing how far it is
 */
public record Errand(
    WebhookId id,
    long turn,
    TenantId tenant,
    NetworkId network,
    CallbackKind kind,
    Optional<String> application,
    String url,
    String contract,
    String event,
    String attachment,
    String key,
    List<String> secrets,
    Standing standing) {
  public Errand {
    secrets = List.copyOf(secrets);
  }

  /** Without what only the receiver may know. */
  @Override
  public String toString() {
    return "Errand[" + id + ", turn " + turn + "]";
  }
}
