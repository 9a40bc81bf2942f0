package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.KeyView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

  public KeyResource(TenantChoice choice, KeyDesk keys) {
    this.choice = choice;
    this.keys = keys;
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
   */
  public record KeyWanted(@Nullable String name, @Nullable String organisation) {}

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
            Optional.ofNullable(wanted.organisation())));
  }

  @GET
  @Operation(operationId = "listKeys", summary = "The network's managed keys, by name")
  public ListView<KeyView> list(NetworkId network) {
    return ListView.of(
        keys.list(choice.actor(), choice.tenant(), network).stream().map(KeyView::of).toList());
  }
}
