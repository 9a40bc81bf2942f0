package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.portal.view.BsnApplicationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Changes applications that speak BSN's protocol, and takes them out of force. */
@Path("/v1/bsn-applications/{application}")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class BsnApplicationChangeResource {
  private final TenantChoice choice;
  private final ApplicationDesk applications;

  public BsnApplicationChangeResource(TenantChoice choice, ApplicationDesk applications) {
    this.choice = choice;
    this.applications = applications;
  }

  /**
   * How it shall be; what is left out stays.
   *
   * @param emptyMac whether answers shall carry no signature
   * @param frozen whether its calls are to be refused
   */
  public record Switches(@Nullable Boolean emptyMac, @Nullable Boolean frozen) {}

  @PUT
  @Path("/switches")
  @Operation(
      operationId = "switchBsnApplication",
      summary = "Freeze an application, or leave its answers unsigned")
  public BsnApplicationView change(ApplicationId application, @Nullable Switches body) {
    Switches wanted = Input.body(body);
    return BsnApplicationView.of(
        applications.change(
            choice.actor(),
            choice.tenant(),
            application,
            Optional.ofNullable(wanted.emptyMac()),
            Optional.ofNullable(wanted.frozen())));
  }

  /**
   * A contract that is to have a name.
   *
   * @param address {@code 0x} and 40 hex digits
   * @param abi as Solidity's compiler writes it: the text of a JSON array
   */
  public record ContractNamed(@Nullable String address, @Nullable String abi) {}

  @PUT
  @Path("/contracts/{contract}")
  @Operation(
      operationId = "nameBsnContract",
      summary = "Give a contract the name by which an application on FISCO BCOS calls it")
  public BsnApplicationView name(
      ApplicationId application, String contract, @Nullable ContractNamed body) {
    ContractNamed wanted = Input.body(body);
    Input input = new Input();
    String address = input.required("address", wanted.address(), "");
    String abi = input.required("abi", wanted.abi(), "");
    input.check();
    String name = Input.at("contract", () -> NamedContract.name(contract));
    NamedContract named = Input.at("address", () -> new NamedContract(address, "[]"));
    NamedContract whole =
        Input.at("abi", () -> new NamedContract(named.address(), Interfaces.checked(abi)));
    return BsnApplicationView.of(
        applications.name(choice.actor(), choice.tenant(), application, name, whole));
  }

  @DELETE
  @Path("/contracts/{contract}")
  @Operation(operationId = "unnameBsnContract", summary = "Take a contract's name back")
  public BsnApplicationView unname(ApplicationId application, String contract) {
    return BsnApplicationView.of(
        applications.unname(choice.actor(), choice.tenant(), application, contract));
  }

  @DELETE
  @Operation(
      operationId = "revokeBsnApplication",
      summary = "Take an application out of force at once")
  public void revoke(ApplicationId application) {
    applications.revoke(choice.actor(), choice.tenant(), application);
  }
}
