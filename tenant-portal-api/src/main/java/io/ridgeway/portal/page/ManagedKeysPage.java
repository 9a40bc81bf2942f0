package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.gateway.KeyExportDesk;
import io.ridgeway.engine.gateway.KeyLifeDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.KeyHours;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.portal.view.KeyView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What becomes of a network's managed keys, and how they come in and go out. */
@Path("/networks/{network}/managed-keys")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ManagedKeysPage {
  private static final String TEMPLATE = "portal/managed-keys";
  private static final int MOST_DAYS = 30;
  private static final int MOST_USES = 1_000_000_000;

  private final Portal portal;
  private final NetworkDesk networks;
  private final KeyDesk keys;
  private final KeyLifeDesk lives;
  private final KeyExportDesk exports;

  public ManagedKeysPage(
      Portal portal, NetworkDesk networks, KeyDesk keys, KeyLifeDesk lives, KeyExportDesk exports) {
    this.portal = portal;
    this.networks = networks;
    this.keys = keys;
    this.lives = lives;
    this.exports = exports;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return portal.page(TEMPLATE, data(network, Form.empty()));
  }

  @POST
  @Path("/{key}/{what: disable|enable|keep|rotate|rotate-and-keep}")
  @Operation(hidden = true)
  public Response change(NetworkId network, KeyId key, String what) {
    return done(
        network,
        Form.empty(),
        "key-" + what,
        () -> {
          switch (what) {
            case "disable" -> lives.disable(portal.actor(), portal.tenant(), network, key);
            case "enable" -> lives.enable(portal.actor(), portal.tenant(), network, key);
            case "keep" -> lives.keep(portal.actor(), portal.tenant(), network, key);
            default ->
                lives.rotate(portal.actor(), portal.tenant(), network, key, !what.equals("rotate"));
          }
        });
  }

  @POST
  @Path("/{key}/destroy")
  @Operation(hidden = true)
  public Response destroy(NetworkId network, KeyId key) {
    Form form = portal.form();
    int days =
        form.number("days", 1, MOST_DAYS, portal.texts().get("client.days.wrong", MOST_DAYS))
            .orElse(0);
    if (form.hasErrors() || days == 0) {
      return portal.again(TEMPLATE, data(network, form));
    }
    return done(
        network,
        form,
        "key-destroy",
        () -> lives.destroy(portal.actor(), portal.tenant(), network, key, Duration.ofDays(days)));
  }

  @POST
  @Path("/{key}/policy")
  @Operation(hidden = true)
  public Response limit(NetworkId network, KeyId key) {
    Form form = portal.form();
    return done(
        network,
        form,
        "key-policy",
        () -> lives.limit(portal.actor(), portal.tenant(), network, key, policy(form)));
  }

  @POST
  @Path("/imports")
  @Operation(hidden = true)
  public Response bring(NetworkId network) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String name = form.required("name", missing);
    String key = form.required("key", missing);
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, form));
    }
    return done(
        network,
        form,
        "key-import",
        () ->
            keys.bring(
                portal.actor(),
                portal.tenant(),
                network,
                name,
                new KeyDesk.Manner(
                    Optional.of(form.text("organisation")).filter(t -> !t.isEmpty()),
                    !form.has("kept", "on")),
                new KeyFile(
                    key.getBytes(StandardCharsets.UTF_8), form.text("password").toCharArray())));
  }

  @POST
  @Path("/{key}/exports")
  @Operation(hidden = true)
  public Response ask(NetworkId network, KeyId key) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String reason = form.required("reason", missing);
    String recipient = form.required("recipient", missing);
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, form));
    }
    return done(
        network,
        form,
        "key-export-asked",
        () -> exports.ask(portal.actor(), portal.tenant(), network, key, reason, recipient));
  }

  @POST
  @Path("/exports/{export}/{what: approve|refuse}")
  @Operation(hidden = true)
  public Response answer(NetworkId network, KeyExportId export, String what) {
    return done(
        network,
        Form.empty(),
        "key-export-" + what,
        () ->
            exports.answer(
                portal.actor(), portal.tenant(), network, export, what.equals("approve")));
  }

  /** A file, once: it is sealed, so whoever else sees it has nothing. */
  @POST
  @Path("/exports/{export}/fetch")
  @Operation(hidden = true)
  public Response fetch(NetworkId network, KeyExportId export) {
    try {
      String sealed = exports.fetch(portal.actor(), portal.tenant(), network, export);
      return Response.ok(sealed, MediaType.APPLICATION_OCTET_STREAM)
          .header("Content-Disposition", "attachment; filename=\"" + export + ".pem\"")
          .header("Cache-Control", "no-store")
          .build();
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty()));
    }
  }

  private Response done(NetworkId network, Form form, String done, Runnable work) {
    try {
      work.run();
      return portal.goTo("/networks/" + network + "/managed-keys?done=" + done);
    } catch (IllegalArgumentException e) {
      return portal.refused(
          new Refusal(ProblemType.INVALID, e.getMessage() + "."), TEMPLATE, data(network, form));
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  private KeyPolicy policy(Form form) {
    return new KeyPolicy(
        names(form.text("contracts")),
        names(form.text("functions")),
        new KeyPolicy.Rate(
            count(form, "perSecond"), count(form, "perMinute"), count(form, "perDay")),
        value(form.text("valueMost")),
        value(form.text("valuePerDayMost")),
        Optional.of(form.text("hours")).filter(t -> !t.isBlank()).map(KeyHours::parse));
  }

  private static Set<String> names(String text) {
    return text.isBlank() ? Set.of() : Set.copyOf(List.of(text.strip().split("\\s+")));
  }

  private OptionalInt count(Form form, String field) {
    if (form.text(field).isBlank()) {
      return OptionalInt.empty();
    }
    String wrong = portal.texts().get("managed.count.wrong");
    OptionalInt count = form.number(field, 1, MOST_USES, wrong);
    if (count.isEmpty()) {
      throw new IllegalArgumentException("The rate must be a whole number from 1");
    }
    return count;
  }

  private static Optional<BigInteger> value(String text) {
    String digits = text.strip();
    if (!digits.isEmpty() && !digits.matches("[0-9]{1,78}")) {
      throw new IllegalArgumentException("A value is a number in digits");
    }
    return Optional.of(digits).filter(t -> !t.isEmpty()).map(BigInteger::new);
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", networks.get(portal.actor(), portal.tenant(), id));
    data.put(
        "keys", keys.list(portal.actor(), portal.tenant(), id).stream().map(KeyView::of).toList());
    data.put("exports", exports.list(portal.actor(), portal.tenant(), id));
    data.put("form", form);
    return data;
  }
}
