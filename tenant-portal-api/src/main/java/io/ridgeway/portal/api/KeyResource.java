package io.ridgeway.portal.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.gateway.KeyLifeDesk;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.portal.view.KeyView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Managed keys: made and kept in custody, used through the gateway. */
@Path("/v1/networks/{network}/keys")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class KeyResource {
  private final TenantChoice choice;
  private final KeyDesk keys;
  private final KeyLifeDesk lives;

  public KeyResource(TenantChoice choice, KeyDesk keys, KeyLifeDesk lives) {
    this.choice = choice;
    this.keys = keys;
    this.lives = lives;
  }

  /** A name, unique among the network's keys or credentials. */
  public record Named(@Nullable String name) {
    static String of(@Nullable Named body) {
      Input input = new Input();
      String name = input.required("name", Input.body(body).name(), "x");
      input.check();
      return name;
    }
  }

  /**
   * A key that is wanted.
   *
   * @param organisation whose application signs with it, where the ledger has organisations; the
   *     first that doesn't only watch if it is left out, and for good
   * @param exportable false if it must never leave custody, for good; true if it is left out
   */
  public record KeyWanted(
      @Nullable String name, @Nullable String organisation, @Nullable Boolean exportable) {}

  /** Whether a key is to sign. */
  @Schema(name = "KeySwitchInput")
  public record KeySwitchInput(@Nullable Boolean inForce) {}

  /**
   * When a key is to be destroyed.
   *
   * @param waitSeconds how long it can be had back: 60 to 2,592,000; seven days if left out
   */
  @Schema(name = "KeyDestructionInput")
  public record KeyDestructionInput(@Nullable Long waitSeconds) {}

  /**
   * How a key is to be followed.
   *
   * @param keepOld whether the old one stays in force, under its account; false if left out
   */
  @Schema(name = "KeyRotationInput")
  public record KeyRotationInput(@Nullable Boolean keepOld) {}

  @POST
  @ResponseStatus(201)
  @Operation(operationId = "createKey", summary = "Make a managed key; asked again, it is the same")
  public KeyView create(NetworkId network, @Nullable KeyWanted body) {
    Input input = new Input();
    KeyWanted wanted = Input.body(body);
    String name = input.required("name", wanted.name(), "x");
    input.check();
    return KeyView.of(
        keys.create(
            choice.actor(),
            choice.tenant(),
            network,
            name,
            new KeyDesk.Manner(
                Optional.ofNullable(wanted.organisation()),
                !Boolean.FALSE.equals(wanted.exportable()))));
  }

  /**
   * A key that its owner brings.
   *
   * @param key the file's bytes, 16,384 at most, in Base64: PKCS#8 or SEC 1 (DER or PEM), a JSON
   *     keystore of version 3, or 64 hex digits
   * @param password that opens it; left out if it is plain
   */
  @Schema(name = "KeyImportInput")
  @JsonDeserialize(using = KeyImportReader.class)
  @SuppressWarnings("ArrayRecordComponent") // wiped after use, never compared
  public record KeyImportInput(
      @Nullable String name,
      @Nullable String organisation,
      @Nullable Boolean exportable,
      byte @Nullable [] key,
      char @Nullable [] password) {
    private KeyFile file() {
      return new KeyFile(
          key == null ? new byte[0] : key, password == null ? new char[0] : password);
    }

    @Override
    public String toString() {
      return "KeyImportInput[" + name + "]";
    }
  }

  @POST
  @Path("/imports")
  @ResponseStatus(201)
  @Operation(
      operationId = "importKey",
      summary = "Bring a key into custody",
      description =
          "It must be of the curve that applications of this network's ledger sign with. Whoever"
              + " has a copy signs as well: where it matters, have a key made here.")
  public KeyView bring(NetworkId network, @Nullable KeyImportInput body) {
    Input input = new Input();
    KeyImportInput given = Input.body(body);
    KeyFile file = given.file();
    try {
      String name = input.required("name", given.name(), "x");
      input.required("key", given.key(), new byte[0]);
      input.check();
      return KeyView.of(
          keys.bring(
              choice.actor(),
              choice.tenant(),
              network,
              name,
              new KeyDesk.Manner(
                  Optional.ofNullable(given.organisation()),
                  !Boolean.FALSE.equals(given.exportable())),
              file));
    } finally {
      file.wipe();
    }
  }

  @POST
  @Path("/{key}/switches")
  @Operation(
      operationId = "switchKey",
      summary = "Disable or enable a key",
      description =
          "A disabled key signs nothing until it is enabled; gateways hear of it within seconds.")
  public KeyView turn(NetworkId network, KeyId key, @Nullable KeySwitchInput body) {
    Input input = new Input();
    boolean inForce = input.required("inForce", Input.body(body).inForce(), false);
    input.check();
    return KeyView.of(
        inForce
            ? lives.enable(choice.actor(), choice.tenant(), network, key)
            : lives.disable(choice.actor(), choice.tenant(), network, key));
  }

  @POST
  @Path("/{key}/destruction")
  @Operation(
      operationId = "destroyKey",
      summary = "Disable a key at once, and destroy it after a waiting time",
      description =
          "Until then it can be taken back by DELETE. Afterwards its private half is gone for good;"
              + " the record and the audit stay.")
  public KeyView destroy(NetworkId network, KeyId key, @Nullable KeyDestructionInput body) {
    Long wait = Input.body(body).waitSeconds();
    return KeyView.of(
        lives.destroy(
            choice.actor(),
            choice.tenant(),
            network,
            key,
            wait == null ? KeyLifeDesk.USUAL_WAIT : Duration.ofSeconds(wait)));
  }

  @DELETE
  @Path("/{key}/destruction")
  @Operation(
      operationId = "keepKey",
      summary = "Take the order to destroy a key back; it stays disabled")
  public KeyView keep(NetworkId network, KeyId key) {
    return KeyView.of(lives.keep(choice.actor(), choice.tenant(), network, key));
  }

  @POST
  @Path("/{key}/successors")
  @ResponseStatus(201)
  @Operation(
      operationId = "rotateKey",
      summary = "Have a new key take over the name",
      description =
          "Where accounts are made of keys (Ethereum, FISCO BCOS) the new key is a new account:"
              + " what the old one owns or may do isn't its own. Where members certify keys"
              + " (Fabric) it gets a certificate of the same name. The old key is disabled unless"
              + " keepOld says otherwise; it stays for its history.")
  public KeyView rotate(NetworkId network, KeyId key, @Nullable KeyRotationInput body) {
    boolean keepOld = Boolean.TRUE.equals(Input.body(body).keepOld());
    return KeyView.of(lives.rotate(choice.actor(), choice.tenant(), network, key, keepOld));
  }

  @PUT
  @Path("/{key}/policy")
  @Operation(
      operationId = "limitKey",
      summary = "Say what a key may be used for",
      description =
          "It takes the place of the policy before; an empty one limits nothing. It is bound into"
              + " the key's ciphertext, and asked before each signature. Rates and a day's value"
              + " are counted by all gateways together.")
  public KeyView limit(NetworkId network, KeyId key, @Nullable KeyPolicyInput body) {
    return KeyView.of(
        lives.limit(choice.actor(), choice.tenant(), network, key, Input.body(body).policy()));
  }

  @GET
  @Operation(operationId = "listKeys", summary = "The network's managed keys, by name")
  public ListView<KeyView> list(NetworkId network) {
    return ListView.of(
        keys.list(choice.actor(), choice.tenant(), network).stream().map(KeyView::of).toList());
  }
}
