package io.ridgeway.portal.page;

import static java.util.stream.Collectors.toSet;

import io.quarkus.qute.RawString;
import io.quarkus.security.Authenticated;
import io.ridgeway.engine.account.UsageDesk;
import io.ridgeway.engine.approval.ApprovalDesk;
import io.ridgeway.engine.backup.ArchiveDesk;
import io.ridgeway.engine.backup.BackupDesk;
import io.ridgeway.engine.change.ReplaceDesk;
import io.ridgeway.engine.change.RotationDesk;
import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.order.EndedTerms;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.portal.view.GatewayAddress;
import io.ridgeway.portal.view.UsageView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network: its progress, nodes, keys, credentials, usage, and its end. */
@Path("/networks/{network}")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class NetworkPage {
  private static final String TEMPLATE = "portal/network";
  private static final String REPLACE = "portal/network-replace";
  private static final Duration USAGE = Duration.ofDays(30);
  private static final int RECORDS_SHOWN = 24;

  private final Portal portal;
  private final Live live;
  private final NetworkDesk networks;
  private final ReplaceDesk replacements;
  private final RotationDesk rotations;
  private final ContractDesk contracts;
  private final ApprovalDesk approvals;
  private final FreezeDesk freezes;
  private final BackupDesk backups;
  private final ArchiveDesk archives;
  private final KeyDesk keys;
  private final ClientDesk clients;
  private final CredentialDesk credentials;
  private final UsageDesk usage;
  private final EndedTerms terms;
  private final GatewayAddress gateway;
  private final Clock clock;

  public NetworkPage(
      Portal portal,
      Live live,
      NetworkDesk networks,
      ReplaceDesk replacements,
      RotationDesk rotations,
      ContractDesk contracts,
      ApprovalDesk approvals,
      FreezeDesk freezes,
      BackupDesk backups,
      ArchiveDesk archives,
      KeyDesk keys,
      ClientDesk clients,
      CredentialDesk credentials,
      UsageDesk usage,
      EndedTerms terms,
      GatewayAddress gateway,
      Clock clock) {
    this.portal = portal;
    this.live = live;
    this.networks = networks;
    this.replacements = replacements;
    this.rotations = rotations;
    this.contracts = contracts;
    this.approvals = approvals;
    this.freezes = freezes;
    this.backups = backups;
    this.archives = archives;
    this.keys = keys;
    this.clients = clients;
    this.credentials = credentials;
    this.usage = usage;
    this.terms = terms;
    this.gateway = gateway;
    this.clock = clock;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return portal.page(TEMPLATE, data(network, Form.empty(), Form.empty()));
  }

  /** What changes by itself; nothing (204) while the reader has seen it already. */
  @GET
  @Path("/live")
  @Operation(hidden = true)
  public Response live(NetworkId network) {
    Live.Part part = live.part(network);
    if (part.seen().equals(portal.visit().query("seen"))) {
      return Response.noContent().header("Cache-Control", "no-store").build();
    }
    Response answer = portal.partial(part.html());
    // What isn't polled offers keys and deletion, which a deleted network has none of.
    return part.gone()
        ? Response.fromResponse(answer).header("HX-Refresh", "true").build()
        : answer;
  }

  @POST
  @Path("/keys")
  @Operation(hidden = true)
  public Response makeKey(NetworkId network) {
    Form form = portal.form();
    String name = form.required("name", portal.texts().get("form.missing"));
    try {
      Ids.label("name", name, 40);
    } catch (IllegalArgumentException e) {
      form.reject("name", portal.texts().get("key.name.wrong"));
    }
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, form, Form.empty()));
    }
    try {
      keys.create(portal.actor(), portal.tenant(), network, name);
      return portal.goTo("/networks/" + network + "?done=key-made#keys");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, form, Form.empty()));
    }
  }

  /** Answers with the page itself: the secret is kept nowhere, so no later page could show it. */
  @POST
  @Path("/credentials")
  @Operation(hidden = true)
  public Response issue(NetworkId network) {
    Form form = portal.form();
    String name = form.required("name", portal.texts().get("form.missing"));
    if (name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      form.reject("name", portal.texts().get("form.too-long", 64));
    }
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, Form.empty(), form));
    }
    try {
      CredentialDesk.Issued issued =
          credentials.issue(portal.actor(), portal.tenant(), network, name);
      Network of = networks.get(portal.actor(), portal.tenant(), network);
      return portal.page(
          "portal/credential", Map.of("network", of, "issued", issued, "endpoint", endpoint(of)));
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty(), form));
    }
  }

  @POST
  @Path("/credentials/{credential}/revoke")
  @Operation(hidden = true)
  public Response revoke(NetworkId network, CredentialId credential) {
    try {
      credentials.revoke(portal.actor(), portal.tenant(), credential);
      return portal.goTo("/networks/" + network + "?done=credential-revoked#credentials");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty(), Form.empty()));
    }
  }

  /** Asks whether it is meant. */
  @GET
  @Path("/delete")
  @Operation(hidden = true)
  public Response confirm(NetworkId network) {
    return portal.page("portal/network-delete", deletion(network, Form.empty()));
  }

  @POST
  @Path("/delete")
  @Operation(hidden = true)
  public Response delete(NetworkId network) {
    Form form = portal.form();
    String name = networks.get(portal.actor(), portal.tenant(), network).spec().name();
    if (!form.text("name").equals(name)) {
      form.reject("name", portal.texts().get("delete.name.wrong", name));
      return portal.again("portal/network-delete", deletion(network, form));
    }
    try {
      networks.delete(portal.actor(), portal.tenant(), network);
      return portal.goTo("/networks/" + network + "?done=deletion-asked");
    } catch (Refusal refusal) {
      return portal.refused(refusal, "portal/network-delete", deletion(network, form));
    }
  }

  /** Asks which nodes are meant. */
  @GET
  @Path("/replace")
  @Operation(hidden = true)
  public Response choose(NetworkId network) {
    return portal.page(REPLACE, deletion(network, Form.empty()));
  }

  @POST
  @Path("/replace")
  @Operation(hidden = true)
  public Response replace(NetworkId network) {
    Form form = portal.form();
    Set<NodeName> nodes;
    try {
      nodes = form.all("node").stream().map(NodeName::new).collect(toSet());
    } catch (IllegalArgumentException e) {
      nodes = Set.of();
    }
    if (nodes.isEmpty()) {
      form.reject("node", portal.texts().get("replace.none"));
      return portal.again(REPLACE, deletion(network, form));
    }
    try {
      replacements.replace(portal.actor(), portal.tenant(), network, nodes);
      return portal.goTo("/networks/" + network + "?done=replacement-asked");
    } catch (Refusal refusal) {
      return portal.refused(refusal, REPLACE, deletion(network, form));
    }
  }

  @GET
  @Path("/{part: keys|credentials}")
  @Operation(hidden = true)
  public Response back(NetworkId network) {
    return portal.goTo("/networks/" + network);
  }

  private Map<String, Object> deletion(NetworkId id, Form form) {
    Network network = networks.get(portal.actor(), portal.tenant(), id);
    return Map.of("network", network, "form", form);
  }

  private Map<String, Object> data(NetworkId id, Form keyForm, Form credentialForm) {
    TenantId tenant = portal.tenant();
    Network network = networks.get(portal.actor(), tenant, id);
    Instant now = clock.instant().plusSeconds(1);
    UsageView used = UsageView.of(usage.of(portal.actor(), tenant, id, now.minus(USAGE), now));
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("live", new RawString(live.part(id).html()));
    data.put("term", terms.of(portal.actor(), tenant, id));
    data.put("endpoint", endpoint(network));
    data.put("keys", keys.list(portal.actor(), tenant, id));
    data.put("ownKeys", clients.certifies(network));
    data.put("credentials", credentials.list(portal.actor(), tenant, id));
    data.put("totals", used.totals().entrySet());
    data.put("records", newest(used));
    data.put("keyForm", keyForm);
    data.put("credentialForm", credentialForm);
    data.put("deletable", network.state() instanceof NetworkState.Deletable);
    boolean changeable = network.isUp() && network.removalAt().isEmpty();
    boolean changes = changeable && !network.spec().isGuest();
    data.put("changeable", changeable);
    data.put("replaceable", changes);
    data.put("rotatable", changes && rotations.whyNot(network.spec()).isEmpty());
    data.put("explorable", network.readyAt().isPresent());
    data.put("contracts", !contracts.endorsers(portal.actor(), tenant, id).isEmpty());
    data.put("approvals", approvals.any(portal.actor(), tenant, id));
    data.put("freezes", freezes.isOffered(network));
    data.put(
        "backups",
        backups.terms().offered() && !backups.nodes(portal.actor(), tenant, id).isEmpty());
    data.put("archives", archives.isOffered(portal.actor(), tenant, id));
    data.put("inUse", network.desire() != Network.Desire.DELETED);
    data.put("suspendable", network.isUp() && network.desire() == Network.Desire.RUNNING);
    boolean suspended = network.desire() == Network.Desire.SUSPENDED;
    String hold = network.hold().orElse("");
    data.put("suspended", suspended);
    data.put("hold", hold);
    data.put("resumable", suspended && hold.isEmpty());
    return data;
  }

  /** Where applications reach it; empty if they can't. */
  private String endpoint(Network network) {
    return gateway.shown(network).map(URI::toString).orElse("");
  }

  private static List<UsageView.RecordView> newest(UsageView used) {
    return used.records().stream()
        .sorted(
            Comparator.comparing(UsageView.RecordView::from)
                .reversed()
                .thenComparing(UsageView.RecordView::meter))
        .limit(RECORDS_SHOWN)
        .toList();
  }
}
