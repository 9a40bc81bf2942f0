package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.custody.Rewrap;
import io.ridgeway.engine.custody.RewrapDesk;
import io.ridgeway.model.key.Wrappings.Count;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The key-encryption keys, and what each of them wraps. */
@Path("/ops/v1/key-encryption")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class KeyEncryptionResource {
  private final CurrentActor actor;
  private final RewrapDesk desk;

  public KeyEncryptionResource(CurrentActor actor, RewrapDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /**
   * An order to wrap anew.
   *
   * @param problem what is in the way; empty if nothing is
   */
  public record RewrapView(
      String target, String askedBy, Instant askedAt, Optional<Instant> endedAt, String problem) {
    static RewrapView of(Rewrap r) {
      return new RewrapView(r.target(), r.askedBy(), r.askedAt(), r.endedAt(), r.problem());
    }
  }

  /**
   * How things stand.
   *
   * @param current the key by which this process wraps
   * @param settled whether no other key is needed any more
   * @param wrapped what each key wraps, by its name
   * @param rewrap the newest order to wrap anew
   */
  public record KeyEncryptionView(
      String current, boolean settled, List<Count> wrapped, Optional<RewrapView> rewrap) {
    static KeyEncryptionView of(RewrapDesk.Standing s) {
      return new KeyEncryptionView(
          s.current(), s.settled(), s.counts(), s.rewrap().map(RewrapView::of));
    }
  }

  @GET
  @Operation(
      operationId = "opsKeyEncryption",
      summary = "Which key-encryption key wraps, and what older ones still do")
  public KeyEncryptionView look() {
    return KeyEncryptionView.of(desk.look(actor.get()));
  }

  @POST
  @Path("/rewraps")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsRewrap",
      summary = "Wrap everything by the current key-encryption key",
      description = "Goes on in the background; asked again, it is the same order.")
  public KeyEncryptionView begin() {
    return KeyEncryptionView.of(desk.begin(actor.get()));
  }
}
