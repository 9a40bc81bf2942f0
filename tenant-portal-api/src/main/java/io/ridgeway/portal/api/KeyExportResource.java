package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.KeyExportDesk;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.KeyExportView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Managed keys that two administrators let out of custody. */
@Path("/v1/networks/{network}/key-exports")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class KeyExportResource {
  private final TenantChoice choice;
  private final KeyExportDesk exports;

  public KeyExportResource(TenantChoice choice, KeyExportDesk exports) {
    this.choice = choice;
    this.exports = exports;
  }

  /**
   * A wish.
   *
   * @param key its id
   * @param reason why; the other administrator reads it
   * @param recipient a public key of RSA, 2048 to 8192 bits, in PEM: the key is sealed to it
   */
  @Schema(name = "KeyExportInput")
  public record KeyExportInput(
      @Nullable String key, @Nullable String reason, @Nullable String recipient) {}

  /** An answer to it. */
  @Schema(name = "KeyExportAnswerInput")
  public record KeyExportAnswerInput(@Nullable Boolean approved) {}

  /** A key, sealed: CMS (AuthEnvelopedData) in PEM around PKCS#8 in PEM. */
  @Schema(name = "SealedKey")
  public record SealedKeyView(String sealed) {}

  @POST
  @ResponseStatus(201)
  @Operation(
      operationId = "askKeyExport",
      summary = "Ask for a key",
      description =
          "Another administrator must approve it within a day. Then who asked fetches it, once,"
              + " within a quarter of an hour.")
  public KeyExportView ask(NetworkId network, @Nullable KeyExportInput body) {
    Input input = new Input();
    KeyExportInput wanted = Input.body(body);
    String key = input.required("key", wanted.key(), "x");
    String reason = input.required("reason", wanted.reason(), "x");
    String recipient = input.required("recipient", wanted.recipient(), "x");
    input.check();
    return KeyExportView.of(
        exports.ask(choice.actor(), choice.tenant(), network, id(key), reason, recipient));
  }

  private static KeyId id(String text) {
    try {
      return new KeyId(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, "key must be a key's id, as the list has it.");
    }
  }

  @GET
  @Operation(operationId = "listKeyExports", summary = "The network's last 100, newest first")
  public ListView<KeyExportView> list(NetworkId network) {
    return ListView.of(
        exports.list(choice.actor(), choice.tenant(), network).stream()
            .map(KeyExportView::of)
            .toList());
  }

  @POST
  @Path("/{export}/answers")
  @Operation(
      operationId = "answerKeyExport",
      summary = "Approve or refuse what another administrator asked for")
  public KeyExportView answer(
      NetworkId network, KeyExportId export, @Nullable KeyExportAnswerInput body) {
    Input input = new Input();
    boolean approved = input.required("approved", Input.body(body).approved(), false);
    input.check();
    return KeyExportView.of(
        exports.answer(choice.actor(), choice.tenant(), network, export, approved));
  }

  @POST
  @Path("/{export}/fetched")
  @Operation(
      operationId = "fetchKeyExport",
      summary = "Fetch the sealed key, once",
      description = "Opened by openssl cms -decrypt -inform PEM -inkey recipient.pem.")
  public SealedKeyView fetch(NetworkId network, KeyExportId export) {
    return new SealedKeyView(exports.fetch(choice.actor(), choice.tenant(), network, export));
  }
}
