package io.ridgeway.portal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import io.ridgeway.engine.contract.Brought;
import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.portal.view.ContractView;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.OperationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Contracts of your own, brought to a network. */
@Path("/v1/networks/{network}/contracts")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "contracts")
public final class ContractResource {
  private final TenantChoice choice;
  private final ContractDesk contracts;

  public ContractResource(TenantChoice choice, ContractDesk contracts) {
    this.choice = choice;
    this.contracts = contracts;
  }

  /**
   * A contract, or its next version; with a jar or an image.
   *
   * @param name as applications call it
   * @param version another one than those before
   * @param sequence the one that it must get, to be sure of what it follows; the next if left out
   * @param endorsers organisations that answer for its transactions; if left out, as the channel
   *     has it for all contracts
   * @param endorsements how many of them must answer alike; all if left out
   * @param jar a jar that {@code java -jar} starts, Base64; at most 50 MiB
   * @param image a container image by its reference, with its digest
   * @param collections who gets which of its private data, as Fabric's collections config has it:
   *     an array of objects with {@code name}, {@code policy}, {@code requiredPeerCount}, {@code
   *     maxPeerCount}, {@code blockToLive}, {@code memberOnlyRead}, {@code memberOnlyWrite}, {@code
   *     endorsementPolicy}
   */
  @Schema(name = "ContractInput")
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record ContractInput(
      @Nullable String name,
      @Nullable String version,
      @Nullable Integer sequence,
      @Nullable List<String> endorsers,
      @Nullable Integer endorsements,
      byte @Nullable [] jar,
      @Nullable String image,
      @Schema(type = SchemaType.ARRAY, implementation = Object.class)
          @Nullable JsonNode collections) {}

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "deployContract",
      summary = "Have the network run a contract of yours, or its next version",
      description =
          "Each member of the network runs it as a service beside its peers; then the members agree"
              + " on it, and the version before goes. The operation tells how far it is.")
  public OperationView deploy(NetworkId network, @Nullable ContractInput body) {
    ContractInput wanted = Input.body(body);
    Input input = new Input();
    String name = input.required("name", wanted.name(), "x");
    String version = input.required("version", wanted.version(), "1");
    input.check();
    Brought brought =
        new Brought(
            name,
            version,
            Optional.ofNullable(wanted.sequence()),
            endorsement(wanted),
            code(wanted.jar(), wanted.image()),
            Optional.ofNullable(wanted.collections())
                .filter(collections -> !collections.isNull())
                .map(JsonNode::toString));
    return OperationView.of(contracts.deploy(choice.actor(), choice.tenant(), network, brought));
  }

  private static Optional<Endorsement> endorsement(ContractInput wanted) {
    List<String> endorsers = wanted.endorsers();
    if (endorsers == null || endorsers.isEmpty()) {
      if (wanted.endorsements() != null) {
        throw Refusal.of(
            ProblemType.INVALID,
            List.of(new Violation("endorsers", "Say of which endorsers so many must answer.")));
      }
      return Optional.empty();
    }
    Integer least = wanted.endorsements();
    return Optional.of(
        Input.at(
            "endorsements",
            () ->
                new Endorsement(
                    least == null ? (int) endorsers.stream().distinct().count() : least,
                    endorsers)));
  }

  private static Brought.Code code(byte @Nullable [] jar, @Nullable String image) {
    if (jar != null && image == null) {
      return new Brought.Jar(jar);
    }
    if (jar == null && image != null) {
      return new Brought.Image(image);
    }
    throw Refusal.of(
        ProblemType.INVALID,
        List.of(new Violation("jar", "Bring either a jar (Base64) or an image (its reference).")));
  }

  @GET
  @Operation(
      operationId = "listContracts",
      summary = "Every version of the contracts that were brought to it, newest first")
  public ListView<ContractView> list(NetworkId network) {
    return ListView.of(
        contracts.list(choice.actor(), choice.tenant(), network).stream()
            .map(ContractView::of)
            .toList());
  }

  @GET
  @Path("/{contract}")
  @Operation(operationId = "getContract", summary = "One contract's versions, newest first")
  public ListView<ContractView> history(NetworkId network, String contract) {
    return ListView.of(
        contracts.history(choice.actor(), choice.tenant(), network, contract).stream()
            .map(ContractView::of)
            .toList());
  }

  @DELETE
  @Path("/{contract}")
  @ResponseStatus(202)
  @Operation(
      operationId = "removeContract",
      summary = "Take a contract off: what runs for it ends, what it wrote stays",
      description =
          "Nobody endorses its transactions from then on, and private data that it keeps can't be"
              + " purged. The ledger has no way to forget a contract; a next version may be"
              + " brought later.")
  public OperationView remove(NetworkId network, String contract) {
    return OperationView.of(contracts.remove(choice.actor(), choice.tenant(), network, contract));
  }

  @DELETE
  @Path("/{contract}/versions/{version}")
  @ResponseStatus(202)
  @Operation(
      operationId = "withdrawContract",
      summary = "Take back a version before the ledger runs it; the one before it stays")
  public OperationView withdraw(NetworkId network, String contract, String version) {
    return OperationView.of(
        contracts.withdraw(choice.actor(), choice.tenant(), network, contract, version));
  }
}
