package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeRegistry;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.CityNodeInput;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The form of a city node's registration, for operators; what its adapter asks for follows the
 * adapter's schema.
 */
@Path("/ops/register-city-node")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class CityNodeFormPage {
  private static final String TEMPLATE = "ops/city-node-form";
  private static final String SETTING = "configuration.";
  private static final int MOST_TPS = 1_000_000;
  private static final List<String> FIELDS =
      List.of("id", "city", "country", "jurisdiction", "provider", "adapter", "maxTps", "cost");

  private final OpsVisit visit;
  private final CityNodeDesk desk;
  private final CityNodeRegistry registry;

  public CityNodeFormPage(OpsVisit visit, CityNodeDesk desk, CityNodeRegistry registry) {
    this.visit = visit;
    this.desk = desk;
    this.registry = registry;
  }

  @GET
  @Operation(hidden = true)
  public Response blank(@QueryParam("adapter") @Nullable String adapter) {
    List<AdapterOffer> offers = registry.offers(visit.actor());
    AdapterOffer chosen = chosen(offers, adapter == null ? "" : adapter);
    Map<String, List<String>> usual = new LinkedHashMap<>();
    usual.put("maxTps", List.of("500"));
    chosen.properties().stream()
        .filter(p -> !p.usual().isEmpty())
        .forEach(p -> usual.put(SETTING + p.name(), List.of(p.usual())));
    return visit.page(TEMPLATE, data(offers, chosen, new Form(usual), ""));
  }

  @POST
  @Operation(hidden = true)
  public Response register() {
    Form form = visit.form();
    List<AdapterOffer> offers = registry.offers(visit.actor());
    AdapterOffer chosen = chosen(offers, form.text("adapter"));
    return keep(form, offers, chosen, "", form.text("id"));
  }

  @GET
  @Path("/{cityNode}")
  @Operation(hidden = true)
  public Response filled(CityNodeId cityNode) {
    List<AdapterOffer> offers = registry.offers(visit.actor());
    CityNodeEntry entry = desk.get(visit.actor(), cityNode).entry();
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("city", List.of(entry.node().city()));
    values.put("country", List.of(entry.node().country()));
    values.put("jurisdiction", List.of(entry.node().jurisdiction()));
    values.put("provider", List.of(entry.node().provider()));
    values.put("maxTps", List.of(String.valueOf(entry.node().maxTps())));
    entry.configuration().forEach((name, value) -> values.put(SETTING + name, List.of(value)));
    entry.cost().ifPresent(cost -> put(values, cost));
    AdapterOffer chosen = chosen(offers, entry.node().adapter());
    return visit.page(TEMPLATE, data(offers, chosen, new Form(values), cityNode.value()));
  }

  @POST
  @Path("/{cityNode}")
  @Operation(hidden = true)
  public Response change(CityNodeId cityNode) {
    Form form = visit.form();
    List<AdapterOffer> offers = registry.offers(visit.actor());
    AdapterOffer chosen = chosen(offers, form.text("adapter"));
    return keep(form, offers, chosen, cityNode.value(), cityNode.value());
  }

  private Response keep(
      Form form, List<AdapterOffer> offers, AdapterOffer chosen, String changed, String id) {
    OptionalInt tps =
        form.number("maxTps", 1, MOST_TPS, visit.texts().get("form.number", 1, MOST_TPS));
    if (!form.hasErrors()) {
      try {
        var registration = input(form, chosen, tps.orElseThrow()).toRegistration(id);
        if (changed.isEmpty()) {
          registry.register(visit.actor(), registration);
        } else {
          registry.change(visit.actor(), registration);
        }
        return visit.goTo(
            "/ops/city-nodes/"
                + id
                + (changed.isEmpty() ? "?done=city-node-registered" : "?done=city-node-changed"));
      } catch (Refusal refusal) {
        List<String> known = new ArrayList<>(FIELDS);
        chosen.properties().forEach(p -> known.add(SETTING + p.name()));
        List<String> rest = form.reject(refusal, known);
        if (refusal.violations().isEmpty() || !rest.isEmpty()) {
          return visit.refused(refusal, TEMPLATE, data(offers, chosen, form, changed));
        }
      } catch (IllegalArgumentException e) {
        form.reject("id", String.valueOf(e.getMessage()));
      }
    }
    return visit.again(TEMPLATE, data(offers, chosen, form, changed));
  }

  private static CityNodeInput input(Form form, AdapterOffer chosen, int tps) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (AdapterOffer.Property p : chosen.properties()) {
      String value =
          p.lines()
              ? form.all(SETTING + p.name()).stream().findFirst().orElse("")
              : form.text(SETTING + p.name());
      if (!value.isBlank()) {
        settings.put(p.name(), value);
      }
    }
    CityNodeInput.CostInput cost =
        form.text("currency").isEmpty()
            ? null
            : new CityNodeInput.CostInput(
                form.text("currency"),
                form.text("coreMonth"),
                form.text("gibMonth"),
                form.text("addressMonth"));
    return new CityNodeInput(
        form.text("id"),
        form.text("city"),
        form.text("country"),
        form.text("jurisdiction"),
        form.text("provider"),
        chosen.name(),
        tps,
        settings,
        cost);
  }

  private static void put(Map<String, List<String>> values, UnitCost cost) {
    values.put("currency", List.of(cost.currency()));
    values.put("coreMonth", List.of(cost.coreMonth().value().toPlainString()));
    values.put("gibMonth", List.of(cost.gibMonth().value().toPlainString()));
    values.put("addressMonth", List.of(cost.addressMonth().value().toPlainString()));
  }

  /**
   * The adapter of that name; the first one if no name is said.
   *
   * @throws Refusal if it isn't installed: another one's form would drop its settings
   */
  static AdapterOffer chosen(List<AdapterOffer> offers, String name) {
    if (name.isEmpty()) {
      return offers.stream()
          .findFirst()
          .orElse(new AdapterOffer("none", "No adapter is installed.", "{}", List.of()));
    }
    return offers.stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new Refusal(ProblemType.CONFLICT, "Adapter " + name + " isn't installed."));
  }

  /**
   * The form.
   *
   * @param changed the city node that is changed; empty for a new one
   */
  private static Map<String, Object> data(
      List<AdapterOffer> offers, AdapterOffer chosen, Form form, String changed) {
    Map<String, Object> data = new HashMap<>();
    data.put("offers", offers);
    data.put("chosen", chosen);
    data.put("form", form);
    data.put("changed", changed);
    return data;
  }
}
